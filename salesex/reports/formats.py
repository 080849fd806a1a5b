"""Numbers, dates, quotes and lists as a language writes them.

Rounding is half away from zero everywhere, after cutting noise beyond the ninth decimal (results are
stored with nine). A minus is U+2212, and nothing is ever "-0".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from salesex.model.text import MONTHS, day_in_words

MINUS = "\u2212"
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class _Style:
    point: str
    thousands: str
    percent: str
    quotes: tuple[str, str]
    conjunction: str
    span: str


_STYLES = {
    "de": _Style(",", ".", f"{NBSP}%", ("„", "“"), "und", "bis"),
    "en": _Style(".", ",", "%", ("“", "”"), "and", "to"),
}


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Round half away from zero; 64.5 is 65, -64.5 is -65."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(round(float(value), 9))).quantize(step, ROUND_HALF_UP)


def cut(share: float, decimals: int = 0) -> float:
    """A share 0-1 in percent, cut and not rounded: what misses a bound never seems to reach it.

    >>> cut(0.986), cut(0.8996, 1)
    (98.0, 89.9)
    """
    step: float = 10**decimals
    return math.floor(100 * share * step + 1e-9) / step


def of_hundred(share: float) -> int:
    """A share as repetitions out of 100, cut: the same in terminal, report and explain."""
    return int(cut(share))


def number(value: float, language: str, decimals: int = 0) -> str:
    """Write a number with a fixed count of decimals: `12,5`, `−3`, `10.000`; `12.5`, `10,000`."""
    style = _STYLES[language]
    figures = rounded(value, decimals)
    whole, _, part = f"{abs(figures):,.{decimals}f}".partition(".")
    text = whole.replace(",", style.thousands) + (style.point + part if part else "")
    return MINUS + text if figures < 0 else text


def signed(value: float, language: str, decimals: int = 0) -> str:
    """Write a gap with its sign: `+23`, `−17`; what rounds to nothing is `0`."""
    text = number(value, language, decimals)
    return "+" + text if rounded(value, decimals) > 0 else text


def score(value: float) -> str:
    """Write a score 0-100 as an integer; the same in every language."""
    return number(value, "en")


def percent(value: float, language: str, decimals: int = 0) -> str:
    """Write a share given in percent: `70 %` with a no-break space, `70%`."""
    return number(value, language, decimals) + _STYLES[language].percent


def interval(low: float, high: float, language: str, decimals: int = 0) -> str:
    """Write an interval: `48 bis 56`, `48 to 56`."""
    ends = number(low, language, decimals), number(high, language, decimals)
    return f" {_STYLES[language].span} ".join(ends)


def p_value(p: float, language: str) -> str:
    """Write a p value to three decimals: `p = 0,012`; below a thousandth `p < 0,001`."""
    if p < 0.001:
        return f"p < {number(0.001, language, 3)}"
    return f"p = {number(p, language, 3)}"


def _date(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _month(when: date, language: str) -> str:
    return MONTHS[language].split(",")[when.month - 1]


def long_date(day: date | str, language: str) -> str:
    """Write a date (or ISO 8601 text) for running text: `2. November 2026`, `2 November 2026`.

    Raises
    ------
    ValueError : the text is not an ISO 8601 date
    """
    return day_in_words(_date(day), language)


def short_date(day: date | str, language: str) -> str:
    """Write a date (or ISO 8601 text) for tables: `20.11.2026`, `20 Nov 2026`.

    Raises
    ------
    ValueError : the text is not an ISO 8601 date
    """
    when = _date(day)
    if language == "de":
        return f"{when.day:02}.{when.month:02}.{when.year}"
    return f"{when.day} {_month(when, language)[:3]} {when.year}"


def quoted(text: str, language: str) -> str:
    """Put a text into quotation marks: „…“ or “…”."""
    left, right = _STYLES[language].quotes
    return f"{left}{text}{right}"


def listed(parts: Sequence[str], language: str) -> str:
    """Join words for a sentence: `A, B und C`; no part is the empty text."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_STYLES[language].conjunction} {parts[-1]}"
