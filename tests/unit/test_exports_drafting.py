"""Drafted maps: what they leave open, what they quote, and what they propose."""

from __future__ import annotations

import pytest

from salesex.exports.drafting import draft
from salesex.exports.sources import recognise
from salesex.model import Dimension, Engagement, Item, Questionnaire, RaterGroup, Scale
from salesex.model.exports import Export, RawTable

SCALE = Scale(1, 5, labels={1: "trifft gar nicht zu", 5: "trifft voll zu"})
ITEMS = (Item("L1", "Ziele sind klar."), Item("L2", "Chefs hören zu."))


def engagement() -> Engagement:
    own = Questionnaire("own", "1.0.0", "own", SCALE, dimensions=(Dimension("d", "d", items=ITEMS),))
    return Engagement("Acme", "1", (RaterGroup("team", "Vertriebsteam", "self"),), (own,))


def exported(text: str, file: str = "x.csv") -> tuple[RawTable, Export]:
    rows = tuple(tuple(line.split(";")) for line in text.strip().splitlines())
    table = RawTable(file, "", rows, tuple(range(1, len(rows) + 1)))
    export = recognise(table)
    assert export is not None
    return table, export


def drafted(*texts: str, language: str = "de") -> list[str]:
    exports = [exported(text, f"{at}.csv") for at, text in enumerate(texts, 1)]
    return [line.strip() for line in draft(exports, engagement(), language).splitlines()]


@pytest.mark.parametrize(("language", "remark"), [("de", "# heute leer"), ("en", "# empty today")])
def test_a_column_that_is_empty_today_is_left_open(language: str, remark: str) -> None:
    lines = drafted("Nr;L1;Was noch?;E-Mail\n1;4;;\n", language=language)
    assert lines[lines.index('"Was noch?": ""') + 1] == remark
    assert '"E-Mail": ignore' in lines, "what is never taken over needs nobody to decide"


def test_a_column_is_empty_only_where_it_is_so_in_every_file() -> None:
    lines = drafted("Nr;L1;Was noch?\n1;4;\n", "Nr;L1;Was noch?\n2;4;viel\n")
    assert lines.count('"Was noch?": ""') == 1 and "# heute leer" not in lines


def test_a_column_without_heading_and_content_is_none() -> None:
    assert not any(line.startswith('"C"') for line in drafted("Nr;L1;;\n1;4;;\n"))


def test_texts_of_one_person_are_not_quoted_but_placed() -> None:
    rows = ["Frau Meier mobbt mich;eher ja", "sehr;eher ja", "trifft vol zu;4", "Herr Huber schreit;5"]
    lines = drafted("\n".join(["L1;L2", *rows]))
    assert lines[lines.index("labels:") + 1 :] == [
        '"sehr": ""',
        '"trifft vol zu": ""',
        '"eher ja": ""',
        "# labels: 2 Texte sind nicht gezeigt, denn es können Kommentare von Personen sein. Zellen: A2, A5",
    ]


def test_codes_of_two_scales_are_to_be_said_for_each() -> None:
    first = engagement()
    stage = Questionnaire(
        "stage", "1.0.0", "s", Scale(0, 4), dimensions=(Dimension("e", "e", items=(Item("K1", "Stufe"),)),)
    )
    both = Engagement("Acme", "1", first.groups, (*first.questionnaires, stage))
    rows = "L1;L2;K1\nA10;A2;A1\nA10;A2;A1\neher ja;eher ja;3\n"
    text = draft([exported(rows)], both, "de")
    assert text.partition("labels:\n")[2] == (
        '  "eher ja": ""\n  own:\n    "A2": ""\n    "A10": ""\n  stage:\n    "A1": ""\n'
    )
    alone = draft([exported(rows.replace("K1", "Alter"))], both, "de")
    assert alone.partition("labels:\n")[2] == '  "A10": ""\n  "eher ja": ""\n  "A2": ""\n'


def test_where_all_texts_are_of_one_person_each_there_is_no_empty_block() -> None:
    lines = drafted("L1;Gruppe\n4;Anna Berg, anna.berg@muster.de\n", language="en")
    assert "groups:" not in lines and not any("Anna" in line for line in lines)
    hidden = "1 text is not shown, since it may be the comment of one person. Cell: B2"
    assert lines[-1] == f"# groups: {hidden}"


def test_of_several_files_the_file_is_named_and_many_cells_are_counted() -> None:
    many = "\n".join(f"der Satz {at * 'x'} ist lang" for at in range(12))
    last = drafted(f"L1\n{many}\n".replace("L1", "L1;L2").replace("lang", "lang;4"), "L1;L2\n4;5\n")[-1]
    assert "12 Texte" in last and "1.csv A2, 1.csv A3" in last and last.endswith("und 2 weitere")


def test_texts_that_many_gave_are_known_across_files() -> None:
    assert '"eher ja": ""' in drafted("L1;L2\neher ja;4\n", "L1;L2\neher ja;4\n")


def test_texts_that_are_too_long_are_placed_as_well() -> None:
    long = "so " * 40
    lines = drafted(f"L1;L2\n{long};4\n{long};3\n")
    assert lines[-1].endswith("Zelle: A2") and "labels:" not in lines


@pytest.mark.parametrize("heading", ["Kürzel", "Ihr Code", "Ihr persönlicher Teilnahmecode", "Ihre Kennung"])
def test_a_column_that_sounds_like_a_code_is_proposed_as_one(heading: str) -> None:
    lines = drafted(f"{heading};L1;L2\nGL1;4;4\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(f'"{heading}"'))
    is_known = lines[at].endswith("respondent")
    assert is_known or lines[at + 1].startswith("# vielleicht respondent")


@pytest.mark.parametrize("heading", ["Postcode", "Der Vertrieb nutzt seit Jahren einen Code", "Alter"])
def test_other_columns_are_not(heading: str) -> None:
    assert not any("vielleicht respondent" in line for line in drafted(f"{heading};L1;L2\nGL1;4;4\n"))
