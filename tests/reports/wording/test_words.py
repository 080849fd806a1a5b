"""Words, counts, lists and line breaks."""

from __future__ import annotations

import pytest

from salesex.reports.metrics import width
from salesex.reports.wording.words import MESSAGE_WIDTH, Words, balanced, sentence

DE, EN = Words("de"), Words("en")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((), ""),
        ((None,), ""),
        ((46,), "n\u00a0=\u00a046"),
        ((44, None, 46, 45), "n\u00a0=\u00a044 bis\u00a046"),
        ((5, 5), "n\u00a0=\u00a05"),
    ],
)
def test_n(counts: tuple[int | None, ...], said: str) -> None:
    assert DE.n(*counts) == said


@pytest.mark.parametrize(
    ("count", "capital", "said"),
    [
        (0, False, "keine Aussagen"),
        (1, False, "eine Aussage"),
        (1, True, "Eine Aussage"),
        (3, True, "Drei Aussagen"),
        (12, False, "zwölf Aussagen"),
        (13, False, "13 Aussagen"),
    ],
)
def test_counted_nouns(count: int, capital: bool, said: str) -> None:
    assert DE.count(count, "item", capital) == said


def test_range_and_points() -> None:
    assert DE.range("40", "45") == "zwischen 40 und 45 Punkten"
    assert (DE.range("40", "40"), EN.range("40", "40")) == ("bei 40 Punkten", "at 40 points")
    assert [EN.points(value) for value in (0.4, 0.5, 1.4, 1.5)] == [
        "less than 1 point",
        "1 point",
        "1 point",
        "2 points",
    ]


def test_cited() -> None:
    assert DE.cited("Kurz und gut.") == "„Kurz und gut“"
    long = EN.cited(("word, " * 40).strip())
    assert long.endswith("word …”") and len(long) <= 124


def test_a_short_message_stays_on_one_line() -> None:
    assert balanced("Kurz und gut") == "Kurz und gut"


def test_two_lines_are_as_even_as_can_be() -> None:
    text = "Kundenbeziehung liegt vorn, Information bleibt zweiundzwanzig Punkte zurück"
    first, second = balanced(text).split("\n")
    assert f"{first} {second}" == text
    best = abs(width(first, 22, 300) - width(second, 22, 300))
    words = text.split(" ")
    for at in range(1, len(words)):
        pair = [width(" ".join(part), 22, 300) for part in (words[:at], words[at:])]
        assert max(pair) > MESSAGE_WIDTH or abs(pair[0] - pair[1]) >= best - 1e-9


def test_more_lines_end_on_no_single_short_word() -> None:
    text = " ".join(["Ein Satz mit vielen Wörtern, der über zwei Zeilen hinausgeht"] * 2) + " ja"
    lines = balanced(text).split("\n")
    assert len(lines) == 3 and " ".join(lines) == text
    assert width(lines[-1], 22, 300) > width(lines[0], 22, 300) / 2


def test_a_word_wider_than_the_page_is_left_as_it_is() -> None:
    text = f"{'W' * 60} und {'M' * 60} und {'W' * 60}"
    assert balanced(text) == text


def test_values_are_never_read_as_templates() -> None:
    chosen = sentence("summary.gap.blind", dimension="{organisation} {0} {n}")
    assert DE.say(chosen).startswith("{organisation} {0} {n}: Der Vertrieb")


def test_an_unknown_text_or_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        DE("no.such.text")
    with pytest.raises(KeyError):
        DE("n.range", low=1)


@pytest.mark.parametrize(
    ("value", "said"),
    [(69.96, "69,9"), (69.5, "69,5"), (69.4, "69"), (70.0, "70"), (49.6, "49,6"), (50.4, "50")],
)
def test_what_misses_a_limit_never_seems_to_reach_it(value: float, said: str) -> None:
    assert DE.below(value, 70.0, 50.0) == said


def test_signs_quotes_and_series() -> None:
    assert (DE.signed(-17.4), DE.signed(22.5), EN.decimal(12.34)) == ("\u221217", "+23", "12.3")
    assert (DE.series(["a", "b", "c"]), EN.series(["a", "b"])) == ("a, b und c", "a and b")
    assert (DE.quoted("x"), EN.quoted("x")) == ("„x“", "“x”")
    assert (DE.percent(70), EN.percent(70)) == ("70\u00a0%", "70%")
    assert (DE.short_date("2026-11-02"), EN.long_date("2026-11-02")) == ("02.11.2026", "2 November 2026")
