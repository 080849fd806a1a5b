import json
import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

import salesex.reports
from salesex.reports import metrics

FONTS = Path(salesex.reports.__file__).parent / "fonts"
TOOL = Path(__file__).parents[1] / "tools" / "font_advances.py"
TEXTS = st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), max_size=60)


@cache
def font(weight: int, subset: str = "latin") -> Any:
    return TTFont(FONTS / f"source-sans-3-{subset}-{weight}-normal.woff2")


@pytest.mark.parametrize("weight", [300, 400, 600])
@pytest.mark.parametrize("subset", ["latin", "latin-ext"])
def test_widths_are_those_of_the_font(weight: int, subset: str) -> None:
    file, latin = font(weight, subset), font(weight).getBestCmap()
    for code, glyph in file.getBestCmap().items():
        if subset == "latin" or code not in latin:
            expected = file["hmtx"][glyph][0] / file["head"].unitsPerEm * 10 * 25.4 / 72
            assert metrics.width(chr(code), 10, weight) == pytest.approx(expected), hex(code)


def test_the_data_file_is_what_the_tool_writes() -> None:
    advances = runpy.run_path(str(TOOL))["advances"]
    data = json.loads((FONTS / "advances.json").read_text(encoding="utf-8"))
    assert data["units_per_em"] == font(400)["head"].unitsPerEm
    assert data["advances"] == {str(weight): advances(weight) for weight in (300, 400, 600)}


def test_a_line_is_the_sum_of_its_letters() -> None:
    assert metrics.width("Wert 52", 8.5, 600) == pytest.approx(
        sum(metrics.width(c, 8.5, 600) for c in "Wert 52")
    )
    assert metrics.width("", 10) == 0


def test_a_character_the_font_lacks_is_one_em() -> None:
    assert metrics.width("東", 72) == pytest.approx(25.4)


def test_fit() -> None:
    assert metrics.fit("Kundenbeziehung", 100, 10) == "Kundenbeziehung"
    short = metrics.fit("Kundenbeziehungsmanagement", 20, 10)
    assert short.endswith("…") and short.startswith("Kundenb")


def test_wrap_breaks_at_spaces_hyphens_and_slashes() -> None:
    assert metrics.wrap("Marketing-Vertrieb Abstimmung", 20, 8.5) == ["Marketing-", "Vertrieb", "Abstimmung"]
    assert metrics.wrap("Strategie/Führung", 15, 8.5) == ["Strategie/", "Führung"]
    assert metrics.wrap("– kein Abstand", 60, 8.5) == ["– kein Abstand"]
    assert metrics.wrap("70\u00a0% der Antworten", 14, 8.5)[0] == "70\u00a0% der"
    assert metrics.wrap("", 10, 8.5) == [""]


def test_block_cuts_only_what_does_not_fit() -> None:
    assert metrics.block("eins zwei drei", 100, 10) == ["eins zwei drei"]
    assert metrics.block("eins zwei drei", 14, 10) == ["eins zwei", "drei"]
    cut = metrics.block("eins zwei drei vier fünf", 14, 10, most=2)
    assert cut[0] == "eins zwei" and cut[1].startswith("drei") and cut[1].endswith("…")


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.floats(5, 80), st.sampled_from([7.5, 8.5, 10]))
def test_no_line_is_wider_than_the_limit_and_nothing_is_lost(text: str, limit: float, size: float) -> None:
    lines = metrics.wrap(text, limit, size)
    assert all(metrics.width(line, size) <= limit for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
