"""Days and moments as tools write them."""

from __future__ import annotations

import pytest

from salesex.exports.days import day, moment


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-03", "2026-11-03"),
        ("2026-11-03T10:12:33.000+01:00", "2026-11-03"),
        ("2026/11/03 10:12:33 AM MEZ", "2026-11-03"),
        ("03.11.2026 10:12:33", "2026-11-03"),
        ("3.11.26", "2026-11-03"),
        ("11/23/2026 4:05:06 PM", "2026-11-23"),
        ("23/11/26 16:05", "2026-11-23"),
        ("11/11/2026", "2026-11-11"),
        ("3/4/2026", ""),
        ("31.02.2026", ""),
        ("morgen", ""),
        ("", ""),
    ],
)
def test_a_day_that_is_not_sure_is_left_open(text: str, read: str) -> None:
    assert day(text) == read


def test_a_moment_is_the_same_however_it_is_written() -> None:
    written = ["2026-11-03 16:05:06", "03.11.2026 16:05", "11/3/26 4:05:07 PM", "3/11/2026 16:05:00"]
    assert len({moment(text) for text in written}) == 1
    assert moment("2026-11-03") == moment("16:05") == ""
    assert moment("2026-11-03 04:05:06") != moment("2026-11-03 16:05:06")
    assert moment("11/3/26 12:05 AM") == moment("2026-11-03 00:05:00")
