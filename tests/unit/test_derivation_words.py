"""Words and digits of derivations: both languages say the same, and a reader can reckon again."""

from __future__ import annotations

import random
import re
import string

import pytest

from salesex.cli.derivations.cells import Cells
from salesex.cli.derivations.english import ENGLISH
from salesex.cli.derivations.german import GERMAN
from salesex.cli.derivations.numbers import apart, digits_of, enough, probability, trimmed
from salesex.cli.derivations.show import written
from salesex.cli.derivations.words import Said
from salesex.model.derivation import Sum, difference, mean, root_mean_square
from salesex.model.formulas import FORMULAS
from salesex.reports.formats import rounded


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts_with_the_same_values() -> None:
    assert GERMAN.keys() == ENGLISH.keys()
    assert [key for key in GERMAN if fields(GERMAN[key]) != fields(ENGLISH[key])] == []


def test_every_formula_says_what_its_letters_mean() -> None:
    told = {key.removeprefix("letters.") for key in GERMAN if key.startswith("letters.")}
    assert set(FORMULAS) - told == {"p_exact", "p_drawn"}
    assert told <= set(FORMULAS)


def parsed(text: str) -> float:
    return float(text.replace(",", ""))


def test_a_reader_who_reckons_with_what_is_printed_comes_to_what_is_printed() -> None:
    draw = random.Random(3)
    for _ in range(300):
        values = [round(draw.uniform(0, 100), 9) for _ in range(draw.randint(1, 9))]
        weights = [float(draw.randint(1, 5)) for _ in values]
        found = mean(values, weights)
        text = written(found, digits_of(found), Said("en"))
        sum_, result = text.split(" = ")
        python = sum_.replace("·", "*").replace(",", "")
        assert rounded(eval(python), 1) == rounded(parsed(result), 1), text
        squares = root_mean_square([value - 50 for value in values])
        text = written(squares, digits_of(squares), Said("en"))
        inside, result = re.fullmatch(r"√\((.*)\) = (.*)", text).groups()  # type: ignore[union-attr]
        assert rounded(eval(inside.replace(",", "")) ** 0.5, 1) == rounded(parsed(result), 1), text


def test_sums_are_written_as_people_reckon() -> None:
    de = Said("de")
    assert written(mean([66.7, 50.0], [1.0, 2.0]), 1, de) == "(1·66,7 + 2·50,0) / 3 = 55,6"
    assert written(mean([60.5, 50.0], [1.0, 1.0]), 1, de) == "(60,5 + 50,0) / 2 = 55,3"
    assert written(difference(70.0, 85.5), 1, de) == "70,0 − 85,5 = −15,5"
    hidden = mean([60.2, None], [5.0, 1.0], 58.25)
    assert written(hidden, digits_of(hidden), de) == "(5·60,2 + 1·[verborgen]) / 6 = 58,3"


def test_a_hidden_value_leaves_the_sum_its_result() -> None:
    assert mean([60.0, None], [5.0, 1.0], 58.25) == Sum("mean", (60.0, None), (5.0, 1.0), 58.25)


@pytest.mark.parametrize(
    ("value", "bound", "digits"), [(69.96, 70, 2), (70.0, 70, 1), (69.9, 70, 1), (69.999999999, 70, 9)]
)
def test_what_is_compared_compares_in_print(value: float, bound: float, digits: int) -> None:
    assert apart(value, bound) == digits


def test_digits_do_not_end_where_nothing_agrees() -> None:
    assert enough([1.0], lambda x: x[0] / 0, 5.0) == 9
    assert enough([1.0], lambda x: x[0] + 3, 5.0) == 9


def test_numbers_somebody_chose_have_no_needless_zeros() -> None:
    assert [trimmed(value, "de") for value in (70.0, 2.5, 0.05)] == ["70", "2,5", "0,05"]


def test_a_small_p_is_never_written_as_nothing() -> None:
    assert [probability(p, "en") for p in (0.0, 0.0164, 0.00001)] == ["0.0000", "0.0164", "0.00001"]


def test_conditions_are_written_as_their_kind_asks() -> None:
    from salesex.model.derivation import Code, Table

    class Unnamed:
        words = Said("de")

    cells = Cells(Unnamed(), 5)  # type: ignore[arg-type]
    table = Table(("condition", "value", "bound", "met"), ())

    def said(code: str, value: float, bound: float, met: bool) -> list[str]:
        return cells.row(table, (Code(code), value, bound, met), 1)[1:]

    assert said("high:stability", 0.8996, 0.9, False) == ["89,96\u00a0%", "90\u00a0%", "nein"]
    assert said("high:raters", 46, 8, True) == ["46", "8", "ja"]
    assert said("significant", 0.04996, 0.05, True) == ["0,04996", "0,05", "ja"]
    assert said("blind_spot", 14.96, 15.0, False) == ["14,96", "15", "nein"]
