from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from salesex.errors import CannotRunError
from salesex.model import Questionnaire
from salesex.model.rules import GapRules, RoadmapRules, Tie, TypeCondition
from salesex.surveys.questionnaires.questionnaires import read_questionnaire
from salesex.surveys.shipped import shipped_questionnaires

CASES = Path(__file__).parents[1] / "cases" / "valid"


def model(path: Path) -> Questionnaire:
    value = read_questionnaire(path).value
    assert value is not None
    return value


def test_profile_as_model() -> None:
    own = model(CASES / "profile" / "own.yaml")
    assert (own.id, own.version, own.title) == ("own", "1.0", {"de": "Eigener", "en": "Own"})
    assert (own.scale.min, own.scale.max, own.scale.best) == (1, 6, "max")
    assert own.scale.labels == {1: {"de": "nie", "en": "never"}, 6: {"de": "immer", "en": "always"}}
    lead, team = own.dimensions
    assert [(item.id, item.reverse, item.weight) for item in lead.items] == [
        ("L1", False, 1),
        ("L2", True, 2),
        ("L4", False, 1),
    ]
    assert team.facets[0].probe == "Why?" and team.all_items[0].observers == ("self", "external")
    assert own.types is not None and own.types.tie == Tie(1.0, ("rest", "hero"))
    assert own.types.reference["hero"].requires == TypeCondition(every_at_least=60)
    assert own.gaps == GapRules()
    assert not own.staged and own.roadmap is None


def test_roadmap_as_model() -> None:
    steps = model(CASES / "roadmap" / "steps.yaml")
    assert [section.id for section in steps.sections()] == [
        "0.tech",
        "1.tech",
        "1.people",
        "2.tech",
        "2.people",
    ]
    assert steps.roadmap == RoadmapRules() and steps.last_stage == 2
    assert steps.lights["sight"].threshold == 60 and steps.axes["people"].label == "Folk"
    assert steps.gaps is None


def test_texts_are_as_written() -> None:
    one = model(CASES / "minimal" / "one.yml")
    assert one.dimensions[0].title == "No" and one.dimensions[0].items[0].text == "on"
    assert (one.version, one.scale.min, one.scale.best) == ("1", -2, "min")


def test_order_of_ties_is_the_order_of_types_by_default(tmp_path: Path) -> None:
    text = (CASES / "profile" / "own.yaml").read_text(encoding="utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(text.replace("  tie: {within: 1, order: [rest, hero]}\n", ""), encoding="utf-8")
    types = model(path).types
    assert types is not None and types.tie == Tie(1.0, ("hero", "rest"))


def test_optional_wording(tmp_path: Path) -> None:
    text = (CASES / "profile" / "own.yaml").read_text(encoding="utf-8")
    text = text.replace("{id: L1,", "{id: L1, action: Do it,").replace(
        "      title: Hero\n",
        "      title: Hero\n      meaning: {short: a, strength: b, blind_side: c, next_quarter: d}\n",
    )
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    own = model(path)
    assert own.dimensions[0].items[0].action == "Do it"
    meaning = own.types.reference["hero"].meaning if own.types else None
    assert meaning is not None and meaning.blind_side == "c"


def test_shipped_ones_have_no_issue() -> None:
    shipped = shipped_questionnaires()
    assert list(shipped) == ["fremdbild-selbstbild", "omnichannel-roadmap", "sales-ex"]
    for name, path in shipped.items():
        reading = read_questionnaire(path)
        assert reading.issues == () and reading.value is not None and reading.value.id == name


def test_json_pointer(tmp_path: Path) -> None:
    text = (CASES / "profile" / "own.yaml").read_text(encoding="utf-8").replace("id: L2", "id: L 2")
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    reading = read_questionnaire(path)
    assert reading.value is None
    assert [issue.path for issue in reading.issues] == ["/dimensions/0/items/1/id"]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError):
        read_questionnaire(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("one", "no_answer", "codes"),
    [
        ("nie", "9", []),
        ("1,0", "99", []),
        ("9", "weiß nicht", ["Q053"]),
        ("+5", "weiß nicht", ["Q053"]),
        ("?", "weiß nicht", ["Q053"]),
        ("nie", "?", []),
        ("nie", "4.0", ["Q053"]),
        ("Weiß  Nicht", "weiss nicht", ["Q053"]),
    ],
)
def test_labels_that_are_numbers_or_alike(tmp_path: Path, one: str, no_answer: str, codes: list[str]) -> None:
    text = (CASES / "profile" / "own.yaml").read_text(encoding="utf-8")
    text = text.replace("{de: nie, en: never}", f"'{one}'").replace(
        "{de: weiß nicht, en: do not know}", f"'{no_answer}'"
    )
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert [issue.code for issue in read_questionnaire(path).issues] == codes


@pytest.mark.parametrize(
    ("count", "expected"),
    [(500, {"Q011": 500, "Q033": 499}), (1000, {"Q011": 1000, "Q000": 1}), (5000, {"Q011": 1000, "Q000": 1})],
)
def test_many_mistakes_are_found_and_cut(tmp_path: Path, count: int, expected: dict[str, int]) -> None:
    items = ", ".join(["{id: a, text: A, revers: true}"] * count)
    text = "format: salesex/questionnaire/1\nid: x\nversion: 1\ntitle: T\nscale: {min: 1, max: 5}\n"
    text += f"dimensions: [{{id: d, title: D, items: [{items}]}}]\n"
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert Counter(issue.code for issue in read_questionnaire(path).issues) == expected
