"""The day and the moment of an answer, as tools write them."""

from __future__ import annotations

import datetime as dt
import re

_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_DOTS = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})(?![0-9])")
_SLASHES = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})(?![0-9])")
_TIME = re.compile(
    r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?\s*([ap])?\.?m?", re.IGNORECASE
)


def day(text: str) -> str:
    """Return a day as 2026-11-02; empty where it is none, or not sure.

    Whether 3/4/2026 is in March or in April nobody can tell.
    """
    text = text.strip()
    if match := _YEAR_FIRST.match(text):
        return _date(match[1], match[2], match[3])
    if match := _DOTS.match(text):
        return _date(match[3], match[2], match[1])
    if match := _SLASHES.match(text):
        first, second, year = match.groups()
        readings = {_date(year, first, second), _date(year, second, first)} - {""}
        return readings.pop() if len(readings) == 1 else ""
    return ""


def moment(text: str) -> str:
    """Return what tells a moment apart, however day and time are written; empty without a time.

    Months and days are not told from each other, and seconds are left out: spreadsheets round them.
    """
    text = text.strip()
    found = next((match for form in (_YEAR_FIRST, _DOTS, _SLASHES) if (match := form.match(text))), None)
    time = _TIME.search(text, found.end() if found else 0)
    if found is None or time is None:
        return ""
    year_last = found.re is not _YEAR_FIRST
    numbers = sorted(map(int, found.groups()[:2] if year_last else found.groups()[1:]))
    year = found[3][-2:] if year_last else found[1][-2:]
    hour = int(time[1])
    if time[4]:
        hour = hour % 12 + (12 if time[4].casefold() == "p" else 0)
    return f"{year} {numbers[0]} {numbers[1]} {hour:02}:{time[2]}"


def second(text: str) -> int | None:
    """Return the second of a time; None where it has none."""
    time = _TIME.search(text)
    return int(time[3]) if time is not None and time[3] else None


def _date(year: str, month: str, day: str) -> str:
    full = f"20{year}" if len(year) == 2 else year
    try:
        return dt.date(int(full), int(month), int(day)).isoformat()
    except ValueError:
        return ""
