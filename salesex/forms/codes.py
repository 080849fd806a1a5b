"""New codes for those who answer, in addition to those there are."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from salesex.model.codes import Choose, Code, new_code


def with_codes(
    codes: Iterable[Code], group: str, count: int, today: str, choose: Choose = secrets.choice
) -> tuple[Code, ...]:
    """Return the codes with as many for a group as are wanted; those there are stay.

    Parameters
    ----------
    count : codes the group shall have at least
    today : the day new ones are made on (ISO 8601)
    """
    known = list(codes)
    taken = {one.code for one in known}
    have = sum(one.group == group for one in known)
    while have < count:
        code = new_code(choose)
        if code not in taken:
            taken.add(code)
            known.append(Code(group, code, today))
            have += 1
    return tuple(known)
