from datetime import date

import pytest

from salesex.reports import formats


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (12.5, 1, "12,5", "12.5"),
        (12.5, 0, "13", "13"),
        (-12.5, 0, "−13", "−13"),
        (64.4999, 0, "64", "64"),
        (64.4999999999999, 0, "65", "65"),
        (2.675, 2, "2,68", "2.68"),
        (0.5, 0, "1", "1"),
        (-0.4, 0, "0", "0"),
        (-0.0, 1, "0,0", "0.0"),
        (999, 0, "999", "999"),
        (2000, 0, "2.000", "2,000"),
        (10000, 0, "10.000", "10,000"),
        (-1234567.89, 1, "−1.234.567,9", "−1,234,567.9"),
    ],
)
def test_number(value: float, decimals: int, german: str, english: str) -> None:
    assert formats.number(value, "de", decimals) == german
    assert formats.number(value, "en", decimals) == english


@pytest.mark.parametrize(
    ("value", "text"),
    [(23, "+23"), (-17, "−17"), (0, "0"), (0.4, "0"), (-0.4, "0"), (0.5, "+1"), (-0.5, "−1")],
)
def test_signed(value: float, text: str) -> None:
    assert formats.signed(value, "de") == text


def test_score_is_an_integer_in_every_language() -> None:
    assert [formats.score(value) for value in (52, 64.5, 99.5, 0.2, -0.2)] == ["52", "65", "100", "0", "0"]


def test_percent() -> None:
    assert formats.percent(70, "de") == "70\u00a0%"
    assert formats.percent(70, "en") == "70%"
    assert formats.percent(12.25, "de", 1) == "12,3\u00a0%"


def test_interval() -> None:
    assert formats.interval(48.2, 56, "de") == "48 bis 56"
    assert formats.interval(0.73, 0.885, "en", 2) == "0.73 to 0.89"


def test_p_value() -> None:
    assert formats.p_value(0.012, "de") == "p = 0,012"
    assert formats.p_value(0.0004, "de") == "p < 0,001"
    assert formats.p_value(0.0004, "en") == "p < 0.001"


def test_dates() -> None:
    assert formats.long_date("2026-11-02", "de") == "2. November 2026"
    assert formats.long_date(date(2026, 3, 20), "de") == "20. März 2026"
    assert formats.long_date("2026-11-02", "en") == "2 November 2026"
    assert formats.short_date("2026-11-20", "de") == "20.11.2026"
    assert formats.short_date("2026-02-03", "de") == "03.02.2026"
    assert formats.short_date("2026-02-03", "en") == "3 Feb 2026"


def test_date_that_is_none() -> None:
    with pytest.raises(ValueError, match="month"):
        formats.long_date("2026-13-01", "de")


def test_quotes() -> None:
    assert formats.quoted("Macher", "de") == "„Macher“"
    assert formats.quoted("Macher", "en") == "“Macher”"


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A und B"), (["A", "B", "C"], "A, B und C")]
)
def test_listed(parts: list[str], text: str) -> None:
    assert formats.listed(parts, "de") == text
    assert formats.listed(parts, "en") == text.replace(" und ", " and ")


@pytest.mark.parametrize(
    ("share", "decimals", "percent"),
    [(1.0, 0, 100.0), (0.986, 0, 98.0), (0.29, 0, 29.0), (0.8995, 1, 89.9), (0.0, 1, 0.0)],
)
def test_a_share_of_draws_is_cut(share: float, decimals: int, percent: float) -> None:
    assert formats.cut(share, decimals) == percent
    assert formats.of_hundred(share) == int(percent)
