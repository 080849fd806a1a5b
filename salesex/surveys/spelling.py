"""How people spell what they mean: texts that are the same, numbers, the sign of no answer."""

from __future__ import annotations

import re

NO_ANSWER_SIGN = "?"
_WHOLE = r"[+-]?[0-9]{1,15}(?:[.,]0+)?"


def whole_number(text: str) -> int | None:
    """The number a text is read as, such as 4, +4, 04 or 4,0; None where it is none."""
    return int(re.split("[.,]", text)[0]) if re.fullmatch(_WHOLE, text) else None


def folded(text: str) -> str:
    """A label, id or title without regard to case and spaces."""
    return " ".join(text.casefold().split())
