"""Regular expressions (ECMA 262, as JSON Schema has them) for what is written as text: bounds, days.

In YAML, a number in quotes and every key is a text; only a pattern can tell a schema what it may be.
"""

from __future__ import annotations

from salesex.surveys.formats.kinds import NUMBER_PATTERN

TEXT = r"\S"
"""Anything but nothing."""
NUMBER = NUMBER_PATTERN.pattern

_LONG, _SHORT, _FEBRUARY = r"0?[13578]|1[02]", r"0?[469]|11", r"0?2"
_DAYS = {31: r"0?[1-9]|[12][0-9]|3[01]", 30: r"0?[1-9]|[12][0-9]|30", 28: r"0?[1-9]|1[0-9]|2[0-8]"}
_YEAR = r"(?!0000)[0-9]{4}"
_LEAP_YEAR = r"(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"


def whole(pattern: str) -> str:
    """The pattern of a text that is that from beginning to end."""
    return f"^(?:{pattern})$"


def integers(low: int, high: int) -> str:
    r"""Pattern of the whole numbers from low to high, as they may be written.

    >>> integers(1, 99)
    '\\+?0*(?:[1-9]|[1-9][0-9])'
    """
    found = []
    if high >= 0:
        found.append(rf"\+?0*(?:{_digits(max(low, 0), high)})")
    if low <= 0:
        found.append(f"-0*(?:{_digits(max(-high, 0), -low)})")
    return "|".join(found)


def decimals(low: float, high: float, above: bool = False) -> str:
    """Pattern of the numbers from low to high; `above` leaves out the lower bound.

    The bounds are told where they are 0 and a whole number, and not of numbers with an exponent: a
    schema must not refuse what is right, and need not see everything that is wrong.
    """
    if low != 0 or high != int(high) or high < 1:
        return NUMBER
    fractions = rf"(?:{_digits(0, int(high) - 1)})(?:\.[0-9]*)?|{int(high)}(?:\.0*)?"
    zero = r"-(?:0+(?:\.0*)?|\.0+)"
    with_exponent = NUMBER.removesuffix("?")  # without its last sign, an exponent must be there
    found = rf"\+?(?:0*(?:{fractions})|\.[0-9]+)|{zero}|{with_exponent}"
    return rf"(?![+-]?0*\.?0*(?:[eE]|$))(?:{found})" if above else found


def days() -> str:
    """Pattern of the days of the calendar, as 2026-11-02 or 02.11.2026."""
    return f"{_calendar('{year}-(?:{month})-(?:{day})', zeros=True)}|{_calendar(_GERMAN, zeros=False)}"


_GERMAN = r"(?:{day})\.(?:{month})\.{year}"


def _calendar(order: str, zeros: bool) -> str:
    """Every day of every month, in one order; `zeros` says that 2 is written 02."""
    months = ((_LONG, _DAYS[31]), (_SHORT, _DAYS[30]), (_FEBRUARY, _DAYS[28]))
    parts = [order.format(year=_YEAR, month=month, day=day) for month, day in months]
    parts.append(order.format(year=_LEAP_YEAR, month=_FEBRUARY, day="29"))
    found = "|".join(parts)
    return found.replace("0?", "0") if zeros else found


def _digits(low: int, high: int) -> str:
    """Pattern of the whole numbers from low to high, neither below 0, without leading zeros."""
    found = []
    while low <= high:
        zeros = 0
        while low and low % 10 ** (zeros + 1) == 0 and low + 10 ** (zeros + 1) - 1 <= high:
            zeros += 1
        size = 10**zeros
        head, first = divmod(low // size, 10)
        last = min(9, first + (high - low + 1) // size - 1)
        digit = str(first) if first == last else f"[{first}-{last}]"
        rest = {0: "", 1: "[0-9]"}.get(zeros, f"[0-9]{{{zeros}}}")
        found.append(f"{head or ''}{digit}{rest}")
        low += (last - first + 1) * size
    return "|".join(found)
