"""The rules of disclosure as they hold for one minimum, as numbers that people can be told.

Every number is asked of `disclosure`, none is written down a second time.
"""

from __future__ import annotations

from itertools import count

from salesex.model.in_force import RulesInForce
from salesex.model.remainder import remainder
from salesex.model.rules import PRIVACY_FLOOR
from salesex.scoring.disclosure import (
    GroupCounts,
    ShownBlock,
    comments_allowed,
    decide,
    spread_allowed,
)


def in_force(minimum: int) -> RulesInForce:
    """Return from how many people on what is shown.

    Parameters
    ----------
    minimum : the engagement's minimum group size
    """
    return RulesInForce(
        minimum=minimum,
        floor=PRIVACY_FLOOR,
        group=next(n for n in count(1) if _is_shown(n, minimum)),
        beside=next(n for n in count(1) if remainder((minimum - 1, n), minimum)),
        spread=next(n for n in count(1) if spread_allowed(n, minimum)),
        comments=next(n for n in count(1) if _may_be_quoted(n, minimum)),
    )


def _is_shown(n: int, minimum: int) -> bool:
    return bool(decide([GroupCounts("one", "self", n, (n,))], minimum).blocks)


def _may_be_quoted(n: int, minimum: int) -> bool:
    block = ShownBlock("one", ("one",), "self", n, False, ())
    return bool(comments_allowed([(block, n)], minimum))
