"""Maps in view of an export: what they misread, count otherwise, or say twice, and where they lie."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from salesex import catalogue, pipeline
from salesex.catalogue import tell
from salesex.errors import DataError, Issue
from salesex.pipeline import Collection

BASE = Path(catalogue.__file__).parent / "examples" / "base"
TODAY = dt.date(2026, 11, 22)
HEAD = "id,submitdate,lastpage,startlanguage,seed"
ROW = "1,2026-10-01 10:00:00,2,de,123"


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    shutil.copytree(BASE, folder)
    (folder / "responses" / "a.csv").unlink()
    return folder


def came(folder: Path, text: str, name: str = "x.csv") -> Path:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def mapped(folder: Path, columns: str, name: str = "x") -> None:
    (folder / "maps").mkdir(exist_ok=True)
    text = f"format: salesex/map/1\n{columns}\n"
    (folder / "maps" / f"{name}.yaml").write_text(text, encoding="utf-8")


def collected(folder: Path, *paths: Path) -> Collection:
    return pipeline.collect(folder, paths, today=TODAY, group="team")


def refused(folder: Path, path: Path) -> list[Issue]:
    with pytest.raises(DataError) as caught:
        collected(folder, path)
    return list(caught.value.issues)


def codes(issues: list[Issue]) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.line) for issue in issues]


def answers(found: Collection) -> list[str]:
    texts = [data.decode() for path, data in found.files.items() if path.parent.name == "responses"]
    return sorted(" ".join(text.partition("answers:")[2].split()) for text in texts)


def test_a_map_by_codes_does_not_misread_the_next_survey(acme: Path) -> None:
    mapped(acme, 'columns: {"G01Q01[SQ001]": L1, "G01Q01[SQ002]": L2}', "limesurvey")
    first = ["id. id", *(f"{name}. {name}" for name in HEAD.split(",")[1:])]
    row = f"{ROW},4,2\n"

    def export(one: str, two: str) -> str:
        asked = [f"G01Q01[SQ001]. Wie? [{one}]", f"G01Q01[SQ002]. Wie? [{two}]"]
        return f"{','.join([*first, *asked])}\n{row}"

    right = came(acme, export("Ziele sind klar.", "Chefs hören zu."), "results-survey118.csv")
    assert answers(collected(acme, right)) == ["L1: 4 L2: 2"]
    turned = came(acme, export("Chefs hören zu.", "Ziele sind klar."), "results-survey140.csv")
    (issue,) = refused(acme, turned)
    assert (issue.code, issue.line) == ("R140", 2)
    said = tell(issue, "de")
    assert "hat den Wortlaut von L2; ebenso 1 weitere" in said.message
    assert "DIR/maps/results-survey140.yaml" in said.help
    drafted = pipeline.draft_map(acme, [turned], group="team")
    ((place, text),) = drafted.files.items()
    assert place == acme / "maps" / "limesurvey-140.yaml" and 'group: "team"' in text.decode()
    assert '"G01Q01[SQ001]. Wie? [Chefs hören zu.]": L2' in text.decode()
    place.write_bytes(text)
    assert answers(collected(acme, turned)) == ["L1: 2 L2: 4"]
    again = came(acme, turned.read_text(encoding="utf-8"), "results-survey140 (1).csv")
    assert answers(collected(acme, again)) == ["L1: 2 L2: 4"], "a second download finds the map, too"


def test_a_drafted_entry_does_not_fit_another_question_of_its_code(acme: Path) -> None:
    mapped(acme, 'columns: {"G09Q01. Was fehlt?": comment}', "limesurvey")
    heading = ",".join(f"{name}. {name}" for name in HEAD.split(","))
    text = f"{heading},L1. Ziele sind klar.,G09Q01. Wie viele sind Sie?\n{ROW},4,12\n"
    assert [issue.code for issue in refused(acme, came(acme, text)) if issue.severity == "error"] == ["R090"]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ('"Chefs hören zu.": L1', "R140"),
        ('"Chefs hören zu.": comment:L1', ""),
        ('"Chefs hören zu.": comment', ""),
        ('"Chefs hören zu.": ignore', ""),
        ('"Chefs hören zu.": comment:L2', ""),
    ],
)
def test_who_writes_the_wording_may_leave_it_out(acme: Path, columns: str, code: str) -> None:
    mapped(acme, f"columns: {{{columns}}}")
    path = came(acme, "Nr;Ziele sind klar.;Chefs hören zu.\n1;4;2\n")
    if code:
        assert code in {issue.code for issue in refused(acme, path)}
        return
    (text,) = (
        data.decode() for at, data in collected(acme, path).files.items() if at.parent.name != "private"
    )
    assert "  L1: 4\n" in text and "  L2:" not in text.partition("comments:")[0]


@pytest.mark.parametrize("target", ["ignore", "comment", "respondent", "L1"])
def test_a_code_with_the_wording_of_an_item_is_that_item(acme: Path, target: str) -> None:
    mapped(acme, f"columns: {{G02Q01: {target}}}")
    heading = ",".join(f"{name}. {name}" for name in HEAD.split(","))
    text = f"{heading},L3. Lob kommt.,G02Q01. Chefs hören zu.\n{ROW},4,2\n"
    assert codes([issue for issue in refused(acme, came(acme, text)) if issue.code == "R140"]) == [
        ("R140", 2)
    ]


@pytest.mark.parametrize(
    "columns",
    [
        '{"G01Q01[SQ001]": L1, "Wie? [Angebote]": L2}',
        '{"G01Q01[SQ001]": L1, "Angebote": ignore}',
        '{"G01Q01[SQ001]": L1, "G01Q01[SQ001]. Wie? [Angebote]": L2}',
    ],
)
def test_two_entries_of_one_column_are_refused_at_both_lines(acme: Path, columns: str) -> None:
    mapped(acme, "columns:\n  " + columns.strip("{}").replace(', "', '\n  "'))
    heading = ",".join(f"{name}. {name}" for name in HEAD.split(","))
    path = came(acme, f"{heading},G01Q01[SQ001]. Wie? [Angebote]\n{ROW},4\n")
    assert codes(refused(acme, path))[:2] == [("R114", 3), ("R114", 4)]


def test_a_statement_of_several_questions_may_say_what_is_left(acme: Path) -> None:
    mapped(acme, 'columns: {"Wie gut? [Angebote]": L1, "Wie oft? [Angebote]": L2, Angebote: ignore}')
    text = "Nr;Wie gut? [Angebote];Wie oft? [Angebote];Wie viel? [Angebote]\n1;4;2;1\n"
    assert answers(collected(acme, came(acme, text))) == ["L1: 4 L2: 2"]


@pytest.mark.parametrize("there", [1, 3])
def test_equal_headings_of_another_number_are_refused(acme: Path, there: int) -> None:
    mapped(acme, 'columns: {"Warum?": L1,\n "Warum? (2)": L2}')
    text = f"Nr{';Warum?' * there}\n1{';4' * there}\n"
    found = codes(refused(acme, came(acme, text)))
    assert ("R145", 3) in found and ("R095", 3) not in found


def test_equal_headings_that_are_left_out_may_be_any_number(acme: Path) -> None:
    mapped(acme, 'columns: {"Warum?": ignore, "Warum? (2)": ignore}')
    for there in (1, 2, 3):
        text = f"Nr;L1{';Warum?' * there}\n1;4{';4' * there}\n"
        assert answers(collected(acme, came(acme, text))) == ["L1: 4"]


def test_a_heading_that_is_written_with_a_number_is_no_second_one(acme: Path) -> None:
    mapped(acme, 'columns: {"Punkte (2)": L2, Punkte: L1}')
    assert answers(collected(acme, came(acme, "Nr;Punkte;Punkte (2)\n1;4;2\n"))) == ["L1: 4 L2: 2"]


@pytest.mark.parametrize("before", ["1. ", "2) ", "a) ", "Frage 3: ", "4 - "])
@pytest.mark.parametrize("behind", ["", " (1 = gar nicht, 5 = voll)", " (1-5)"])
def test_a_numbered_statement_is_known(acme: Path, before: str, behind: str) -> None:
    text = f"Nr;{before}Ziele sind klar.{behind};{before}Chefs hören zu.{behind}\n1;4;2\n"
    found = collected(acme, came(acme, text))
    assert answers(found) == ["L1: 4 L2: 2"] and not found.issues


TURNED = "Nr;Ziele sind klar. (1 = gut, 6 = schlecht)\n1;{}\n"


def test_a_scale_of_the_heading_is_refused_until_the_map_says_its_numbers(acme: Path) -> None:
    assert codes(refused(acme, came(acme, TURNED.format(2)))) == [("R142", 1)]
    mapped(acme, 'columns: {}\nlabels: {"1": 5, "2": 4, "3": 3, "4": 3, "5": 2, "6": 1}')
    assert answers(collected(acme, came(acme, TURNED.format(2)))) == ["L1: 4"]


def test_the_opposite_of_an_item_with_its_id_is_a_warning(acme: Path) -> None:
    found = collected(
        acme, came(acme, "Nr;L1 Unsere Ziele sind nicht klar.;L2 Unsere Chefs hören zu.\n1;4;2\n")
    )
    assert [(issue.code, issue.path) for issue in found.issues] == [
        ("R106", "L1 Unsere Ziele sind nicht klar.")
    ]


def test_several_questions_may_be_the_comment(acme: Path) -> None:
    mapped(acme, "columns: {Was fehlt?: comment, Was stört?: comment}")
    found = collected(acme, came(acme, "Nr;L1;Was fehlt?;Was stört?\n1;4;Zeit;Lärm\n2;4;;Post\n3;4;;\n"))
    said = sorted(
        line
        for path, data in found.files.items()
        for line in data.decode().splitlines()
        if line.startswith("comment:")
    )
    assert said == ['comment: "Was fehlt?: Zeit\\nWas stört?: Lärm"', 'comment: "Was stört?: Post"']


def test_labels_without_an_end_are_told_unless_it_is_there_otherwise(acme: Path) -> None:
    mapped(acme, "columns: {}\nlabels: {A1: 2, A2: 3, A3: 4, A4: 5}")
    (issue,) = collected(acme, came(acme, "Nr;L1;L2\n1;A1;A3\n")).issues
    assert (issue.code, issue.severity) == ("R141", "warning") and "(1–5)" in tell(issue, "de").message
    assert not collected(acme, came(acme, "Nr;L1\n1;4\n")).issues, "labels that nobody has are of others"
    mapped(acme, "columns: {}\nlabels: {A1: 2, A2: 3, A3: 4, own: {A4: 5}}")
    (issue,) = collected(acme, came(acme, "Nr;L1;L2\n1;A1;A3\n")).issues
    assert (issue.code, issue.line, issue.column) == ("R141", 3, 37)
    mapped(acme, "columns: {}\nlabels: {A1: 2, A2: 3, A3: 4, A4: 5, own: {}}")
    assert codes(list(collected(acme, came(acme, "Nr;L1;L2\n1;A1;A3\n")).issues)) == [("R141", 3)]
    mapped(acme, "columns: {}\nlabels: {A0: 1, A1: 2, A2: 3, A3: 4, A4: 5}")
    assert not collected(acme, came(acme, "Nr;L1;L2\n1;A1;A3\n")).issues


def test_a_map_that_would_fit_is_named(acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(acme.parent)
    acme = Path("acme")
    mapped(acme, "columns: {Wie gut?: L1, Wie oft?: L2}", "Liste")
    mapped(acme, "columns: {Alter: ignore}", "andere")
    (issue, _) = refused(acme, came(acme, "Nr;L3;Wie gut?;Wie oft?\n1;3;4;4\n", "Liste (2).csv"))
    told = tell(issue, "de").help
    assert issue.code == "R090" and "--map acme/maps/Liste.yaml" in told
    (acme / "maps" / "Liste.yaml").unlink()
    (issue, _) = refused(acme, came(acme, "Nr;L3;Wie gut?;Wie oft?\n1;3;4;4\n", "Liste (2).csv"))
    assert "--draft-map" in tell(issue, "de").help


@pytest.mark.parametrize("name", ["CON.csv", "nul.x.csv", "Lpt1.csv"])
def test_a_map_has_no_name_of_a_device(acme: Path, name: str) -> None:
    (place,) = pipeline.draft_map(acme, [came(acme, "Nr;L1;Was?\n1;4;x\n", name)]).files
    assert place.name.startswith("map-")


def test_the_name_of_a_map_is_not_too_long(acme: Path) -> None:
    (place,) = pipeline.draft_map(acme, [came(acme, "Nr;L1;Was?\n1;4;x\n", f"{'a' * 200}.csv")]).files
    assert len(place.name) < 130
