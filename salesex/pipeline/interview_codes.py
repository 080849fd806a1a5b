"""Under which code an interview is held: one of the list, one that was begun, or a new one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from salesex.errors import UsageError
from salesex.model.codes import is_misspelt, meant_by, new_code

Hint = Literal["", "listed", "check", "near"]
"""What the moderator should know: the code is the first unused one of the list; its check sign does not
fit; it is one slip from another one."""
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """A code, and what to say of it; `meant` is the one that it is a slip from."""

    code: str
    hint: Hint = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes there are, with their groups: of the list, and of those who have answered or begun."""

    listed: Mapping[str, str]
    met: Mapping[str, str]

    def unused(self, group: str) -> list[str]:
        """Codes of the list that nobody has used yet."""
        return [code for code, of in self.listed.items() if of == group and code not in self.met]

    def as_known(self, code: str) -> str:
        """Return a code in the spelling in which it is known, without regard to case."""
        known = {*self.listed, *self.met}
        same = {each for each in known if each.casefold() == code.casefold()}
        return same.pop() if code not in known and len(same) == 1 else code


def without_code(codes: Codes, group: str, busy: Collection[str]) -> Chosen:
    """Return the first unused code of the list, else a new one.

    Parameters
    ----------
    busy : codes of interviews that are being held now
    """
    for code in codes.unused(group):
        if code not in busy:
            return Chosen(code, "listed")
    while True:
        code = new_code()
        if code not in codes.listed and code not in codes.met:
            return Chosen(code)


def with_code(codes: Codes, group: str, code: str) -> Chosen:
    """Check a code that was named.

    Raises
    ------
    UsageError : it belongs to another group, or the group has a list without it
    """

    of = codes.met.get(code, codes.listed.get(code, group))
    if of != group:
        raise UsageError(
            f"the code `{code}` belongs to the group `{of}`", "Name that group, or mend the code."
        )
    if code in codes.met or code in codes.listed:
        return Chosen(code)
    own = [each for each, of in codes.listed.items() if of == group]
    if own:
        raise UsageError(
            f"the code `{code}` is not on the list of the group `{group}`", _help(codes, group, code)
        )
    near = meant_by(code, sorted({*codes.listed, *codes.met}))
    if near is not None:
        return Chosen(code, "near", near)
    return Chosen(code, "check" if is_misspelt(code) else "")


def _help(codes: Codes, group: str, code: str) -> str:
    from salesex.catalogue import nearest

    own = [each for each, of in codes.listed.items() if of == group]
    meant, unused = nearest(code, own), codes.unused(group)
    hint = f"Did you mean `{meant}`? " if meant else ""
    if not unused:
        return f"{hint}All of its codes are used; leave `--code` out for a new one."
    more = f" and {len(unused) - MOST_NAMED} more" if len(unused) > MOST_NAMED else ""
    return f"{hint}Unused: {', '.join(unused[:MOST_NAMED])}{more}. Leave `--code` out to take the first."
