"""Maps that people write: what they say, and every way in which they can be wrong, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesex import catalogue, pipeline
from salesex.errors import CannotRunError
from salesex.model import Engagement
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.maps import map_of, read_map

BASE = Path(catalogue.__file__).parent / "examples" / "base"
HEAD = "format: salesex/map/1\n"


@pytest.fixture(scope="module")
def asked() -> Engagement:
    found = read_engagement(BASE).value
    assert found is not None
    return found


def places(text: str, asked: Engagement | None) -> list[tuple[str, int | None, int | None]]:
    value, issues = map_of(text.encode(), "m.yaml", asked)
    assert value is None
    return [(issue.code, issue.line, issue.column) for issue in issues]


def test_what_a_map_says(asked: Engagement) -> None:
    text = f"""{HEAD}source: table
group: vertrieb
columns:
  Frage 1: l1
  "Frage: 2": COMMENT:L2
  Wann: Date
  Name: ignore
labels: {{ja: 5, weder: "?", nein: "1,0"}}
groups: {{Innen: Service}}
"""
    found, issues = map_of(text.encode(), "m.yaml", asked)
    assert found is not None and issues == ()
    assert (found.file, found.source, found.group) == ("m.yaml", "table", "team")
    assert found.columns == {"Frage 1": "L1", "Frage: 2": "comment:L2", "Wann": "date", "Name": "ignore"}
    assert found.labels == {"ja": "5", "weder": "?", "nein": "1"}
    assert found.groups == {"Innen": "service"}
    assert found.place("columns", "Frage: 2") == (6, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("columns: {a: L1, b: L1}\n", [("R091", 2, 21)]),
        ("columns: {a: comment:L1, b: comment:L1}\n", [("R091", 2, 29)]),
        ("columns:\n  a: L1\n  a: L2\n", [("R010", 4, 3)]),
        ("columns: {a: L9}\n", [("R097", 2, 14)]),
        ("columns: {a: comment:L9}\n", [("R097", 2, 14)]),
        ('columns: {a: ""}\n', [("R096", 2, 11)]),
        ("columns: {}\nlabels: {ja: 6}\n", [("R098", 3, 14)]),
        ("columns: {}\nlabels: {ja: viel}\n", [("R098", 3, 14)]),
        ("columns: {}\nlabels: {ja: }\n", [("R096", 3, 10)]),
        ("columns: {}\ngroups: {Innen: tema}\n", [("R097", 3, 17)]),
        ("columns: {}\nunits: {Nord: north}\n", [("R130", 3, 9)]),
        ("columns: {a: unit}\n", [("R130", 2, 14)]),
        ("columns: {}\ngroup: Vertreib\n", [("R097", 3, 8)]),
        ("colums: {a: L1}\n", [("R011", 2, 1)]),
        ("labels: {ja: 5}\n", [("R013", 1, 1)]),
        ("columns: [a]\n", [("R014", 2, 10)]),
        ("columns: {a: L1\n", [("R001", 2, 10)]),
    ],
)
def test_what_is_wrong_has_its_place(asked: Engagement, text: str, found: list[tuple[str, int, int]]) -> None:
    assert places(HEAD + text, asked) == found


def test_several_columns_may_be_ignored_or_hold_codes(asked: Engagement) -> None:
    text = f"{HEAD}columns: {{a: ignore, b: ignore, c: respondent, d: respondent, e: number}}\n"
    assert map_of(text.encode(), "m.yaml", asked)[1] == ()


def test_a_map_that_is_not_there(tmp_path: Path, asked: Engagement) -> None:
    with pytest.raises(CannotRunError):
        read_map(tmp_path / "m.yaml", asked)


def test_validate_checks_the_maps_of_an_engagement(tmp_path: Path) -> None:
    for path in BASE.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "a.yaml").write_text(f"{HEAD}columns: {{a: L9}}\n", encoding="utf-8")
    found = pipeline.validate((tmp_path,))
    assert [issue.code for issue in found.issues if issue.severity == "error"] == ["R097"]
    (tmp_path / "b.yaml").write_text(f"{HEAD}columns: {{a: L9}}\nlabel: {{}}\n", encoding="utf-8")
    alone = pipeline.validate((tmp_path / "b.yaml",))
    assert [issue.code for issue in alone.issues] == ["R011"]
