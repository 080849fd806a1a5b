"""What answers mean by a map: for all questionnaires, for one, as no answer, and where a map is wrong."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from salesex import catalogue, pipeline, writing
from salesex.catalogue import tell
from salesex.errors import DataError, Issue
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.maps import MAP, map_of
from salesex.surveys.schemas.schema import schema_of

BASE = Path(catalogue.__file__).parent / "examples" / "base"
TODAY = dt.date(2026, 11, 22)
OTHER = """format: salesex/questionnaire/1
id: other
version: 1.0.0
title: Other
scale: {min: 0, max: 4, labels: {2: so so}}
dimensions:
  - {id: d, title: D, items: [{id: K1, text: Wir liefern pünktlich.}, {id: K2, text: Wir rufen zurück.}]}
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    shutil.copytree(BASE, folder)
    (folder / "responses" / "a.csv").unlink()
    path = folder / "engagement.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[./own.yaml]", "[./own.yaml, ./other.yaml]"), encoding="utf-8")
    (folder / "other.yaml").write_text(OTHER, encoding="utf-8")
    (folder / "maps").mkdir()
    return folder


def collected(folder: Path, text: str, labels: str) -> list[Issue]:
    """What is said of a file that is taken in, or refused, with a map of labels."""
    own = f"format: salesex/map/1\ncolumns: {{}}\nlabels: {labels}\n"
    (folder / "maps" / "x.yaml").write_text(own, encoding="utf-8")
    (folder.parent / "x.csv").write_text(text, encoding="utf-8")
    try:
        found = pipeline.collect(folder, [folder.parent / "x.csv"], today=TODAY, group="team")
    except DataError as error:
        return list(error.issues)
    writing.write_all(found.files)
    return list(found.issues)


def stored(folder: Path) -> dict[str, str]:
    """The answers to every questionnaire, in one line."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "responses").iterdir()}
    return {
        name.rpartition("-")[2]: " ".join(text.partition("answers:")[2].split())
        for name, text in texts.items()
    }


def placed(issues: list[Issue]) -> list[tuple[str, str, int | None, int | None]]:
    return [(issue.code, Path(issue.file).name, issue.line, issue.column) for issue in issues]


def test_labels_of_one_questionnaire_come_first_and_hold_for_it_alone(acme: Path) -> None:
    labels = "{ja: 4, nein: 1, other: {ja: 3, weder: 2}, own: {weder: 3}}"
    assert collected(acme, "Nr;L1;L2;L3;K1;K2\n1;ja;nein;weder;ja;weder\n", labels) == []
    assert stored(acme) == {"own": "L1: 4 L2: 1 L3: 3", "other": "K1: 3 K2: 2"}


def test_numbers_of_one_questionnaire_leave_the_others_alone(acme: Path) -> None:
    labels = '{own: {"0": 1, "1": 2, "2": 3}}'
    assert collected(acme, "Nr;L1;L2;K1;K2\n1;0;2;0;2\n", labels) == []
    assert stored(acme) == {"own": "L1: 1 L2: 3", "other": "K1: 0 K2: 2"}
    found = collected(acme, "Nr;L1;L2;K1;K2\n2;0;3;0;3\n", labels)
    assert placed(found) == [("R116", "x.csv", 2, 3)]


def test_a_questionnaire_that_is_spelt_otherwise_is_no_label_either(acme: Path) -> None:
    found = collected(acme, "Nr;L1\n1;4\n", "{othr: {ja: 3}}")
    assert placed(found) == [("R097", "x.yaml", 3, 10)]
    assert tell(found[0]).help.startswith("Did you mean `other`?")


def test_a_label_may_be_called_like_a_questionnaire(acme: Path) -> None:
    assert collected(acme, "Nr;L1;L2\n1;own;4\n", "{own: 2}") == []
    assert stored(acme) == {"own": "L1: 2 L2: 4"}


@pytest.mark.parametrize("text", ["-", "3,5", "4-5", "entfällt"])
def test_a_label_may_be_no_answer(acme: Path, text: str) -> None:
    found = collected(acme, f"Nr;L1;L2\n1;{text};4\n", "{}")
    assert [issue.code for issue in found] == ["R092"] and "`missing`" in tell(found[0]).help
    assert collected(acme, f"Nr;L1;L2\n1;{text};4\n", f'{{"{text}": Missing}}') == []
    assert stored(acme) == {"own": "L2: 4"}


def test_a_number_for_no_answer_says_nothing_of_the_others(acme: Path) -> None:
    labels = '{"6": "?", "-99": missing}'
    assert collected(acme, "Nr;L1;L2;L3\n1;6;-99;4\n", labels) == []
    assert stored(acme) == {"own": 'L1: "?" L3: 4'}


def test_missing_is_not_cannot_judge(acme: Path) -> None:
    assert collected(acme, "Nr;L1;L2;L3\n1;weiß nicht;?;4\n", '{weiß nicht: missing, "?": "?"}') == []
    assert stored(acme) == {"own": 'L2: "?" L3: 4'}


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("{ja: 5, Ja.: 4}", ("R114", 3, 17)),
        ("{own: {ja: 5, Ja.: 4}}", ("R114", 3, 23)),
        ("{own: {trifft zu: 1}}", ("R115", 3, 16)),
        ("{own: {trifft zu: missing}}", ("R115", 3, 16)),
        ("{other: {ja: 5}}", ("R098", 3, 22)),
        ("{ja: 7}", ("R098", 3, 14)),
        ("{own: {ja: }}", ("R096", 3, 16)),
    ],
)
def test_what_is_wrong_with_a_label_is_said_at_its_line(
    acme: Path, labels: str, found: tuple[str, int, int]
) -> None:
    issues = collected(acme, "Nr;L1\n1;4\n", labels)
    assert placed(issues) == [(found[0], "x.yaml", *found[1:])]


@pytest.mark.parametrize(
    "block", ["columns: {Frage: L1, frage: L2}", "columns: {}\ngroups: {a: team, A: service}"]
)
def test_contradicting_entries_are_named_at_their_line(acme: Path, block: str) -> None:
    text = f"format: salesex/map/1\n{block}\n"
    (acme / "maps" / "x.yaml").write_text(text, encoding="utf-8")
    (acme.parent / "x.csv").write_text("Nr;L3\n1;4\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        pipeline.collect(acme, [acme.parent / "x.csv"], today=TODAY, group="team")
    (issue,) = (issue for issue in caught.value.issues if issue.code == "R114")
    assert issue.line == len(text.splitlines()) and issue.column is not None


def test_a_scale_has_its_own_range(acme: Path) -> None:
    (found,) = collected(acme, "Nr;L1\n1;4\n", "{ja: 7}")
    assert "(own: 1–5, other: 0–4)" in tell(found).help
    (found,) = collected(acme, "Nr;L1\n1;4\n", "{other: {ja: 7}}")
    assert "(0–4)" in tell(found).help


def test_a_label_off_the_scale_it_stands_on_is_told_where_it_was_written(acme: Path) -> None:
    issues = collected(acme, "Nr;L1;K1\n1;nie;nie\n", "{nie: 0}")
    assert placed(issues) == [("R098", "x.yaml", 3, 10)]
    assert "(own: 1–5)" in tell(issues[0]).help
    assert collected(acme, "Nr;L1;K1\n1;nie;nie\n", "{nie: 0, own: {Nie: 1}}") == []
    assert stored(acme) == {"own": "L1: 1", "other": "K1: 0"}


def test_what_is_open_says_what_it_may_be() -> None:
    asked = read_engagement(BASE).value
    text = 'format: salesex/map/1\ncolumns: {a: ""}\nlabels: {ja: ""}\ngroups: {Innen: ""}\n'
    _, issues = map_of(text.encode(), "m.yaml", asked)
    column, label, group = (tell(issue).help for issue in issues)
    assert "ignore" in column and "ignore" not in label and "missing" in label and "ignore" not in group


@pytest.mark.parametrize("wrong", ["comment:L9", "Comment: l22"])
def test_a_comment_on_no_item_brings_the_nearest_comment(wrong: str) -> None:
    asked = read_engagement(BASE).value
    text = f'format: salesex/map/1\ncolumns: {{a: "{wrong}"}}\n'
    _, (issue,) = map_of(text.encode(), "m.yaml", asked)
    assert tell(issue).help.startswith("Did you mean `comment:L")


@pytest.mark.parametrize(
    ("labels", "fits"),
    [
        ({"ja": 5, "own": {"nein": "1", "-": "missing"}}, True),
        ({"ja": None}, True),
        ({"own": {"ja": {"nein": 1}}}, False),
        ({"ja": [5]}, False),
    ],
)
def test_the_schema_has_labels_of_one_questionnaire(labels: object, fits: bool) -> None:
    whole = {"format": "salesex/map/1", "columns": {}, "labels": labels}
    assert Draft202012Validator(schema_of(MAP)).is_valid(whole) == fits
