from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.errors import CannotRunError
from salesex.model import RaterGroup
from salesex.surveys.engagements.engagements import read_engagement

CASES = Path(__file__).parents[1] / "cases"
PNG = b"\x89PNG\r\n\x1a\n"


def test_engagement_as_model() -> None:
    reading = read_engagement(CASES / "valid" / "engagement")
    assert reading.issues == () and reading.value is not None
    value = reading.value
    assert (value.client, value.wave, value.language) == ("Muster GmbH", "2026", "de")
    assert value.date == dt.date(2026, 11, 2)
    assert value.groups[0] == RaterGroup(
        "head", {"de": "Leitung", "en": "Head"}, "self", single_role=True, consent=dt.date(2026, 10, 20)
    )
    assert [group.id for group in value.groups] == ["head", "team", "customers"]
    assert [questionnaire.id for questionnaire in value.questionnaires] == ["own"]
    assert value.ignore_columns == ("Zeit",) and value.privacy.min_group_size == 5
    (source,) = reading.sources
    assert (source.id, source.version, source.path.name) == ("own", "1.0", "own.yaml")
    assert len(source.sha256) == 64 and len(reading.files) == 2


def test_shipped_questionnaires_and_groups_by_path(acme: Path) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    text = text.replace("[own.yaml]", "[sales-ex, own.yaml]").replace(
        "mirror}", "mirror, questionnaires: [own.yaml]}"
    )
    (acme / "engagement.yaml").write_text(text, encoding="utf-8")
    value = read_engagement(acme).value
    assert value is not None
    assert [questionnaire.id for questionnaire in value.questionnaires] == ["sales-ex", "own"]
    assert value.groups[2].questionnaires == ("own",)
    assert [group.id for group in value.groups_of("sales-ex")] == ["team", "head"]


def test_unknown_questionnaire_names_the_nearest() -> None:
    (issue,) = read_engagement(CASES / "invalid" / "e031-unknown").issues
    assert tell(issue).help.startswith("Did you mean `sales-ex`?")


def test_issues_of_questionnaires_count(acme: Path) -> None:
    (acme / "own.yaml").write_text("format: salesex/questionnaire/1\nid: own\n", encoding="utf-8")
    reading = read_engagement(acme)
    assert reading.value is None and reading.checkable is None
    assert {issue.code for issue in reading.issues} == {"Q013"}


def test_answers_can_be_checked_beside_errors(acme: Path) -> None:
    with (acme / "engagement.yaml").open("a", encoding="utf-8") as file:
        file.write("report: {colour: red}\n")
    reading = read_engagement(acme)
    assert reading.value is None and reading.checkable is not None


def test_text_lacks_the_language(acme: Path) -> None:
    own = (acme / "own.yaml").read_text(encoding="utf-8").replace("title: Own", "title: {de: Eigen}")
    own = own.replace("{de: nie, en: never}", "nie").replace("{de: immer, en: always}", "immer")
    (acme / "own.yaml").write_text(own.replace("{de: weiß nicht, en: do not know}", "?!"), encoding="utf-8")
    reading = read_engagement(acme)
    assert reading.value is not None
    assert [(issue.code, issue.severity, issue.line) for issue in reading.issues] == [("E043", "warning", 4)]
    assert tell(reading.issues[0]).message.endswith("lacks the engagement's language `en` in 1 of its texts")


@pytest.mark.parametrize(
    ("date", "codes"), [("", []), ("date: 2026-10-20\n", []), ("date: 2026-10-19\n", ["E046"])]
)
def test_consent_after_the_date(acme: Path, date: str, codes: list[str]) -> None:
    path = acme / "engagement.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "single_role: true", "single_role: true, consent: 20.10.2026"
    )
    path.write_text(text + date, encoding="utf-8")
    assert [issue.code for issue in read_engagement(acme).issues] == codes


def test_logo_inside(acme: Path) -> None:
    with (acme / "engagement.yaml").open("a", encoding="utf-8") as file:
        file.write("report: {logo: pictures/logo.png}\n")
    (acme / "pictures").mkdir()
    (acme / "pictures" / "logo.png").write_bytes(PNG)
    assert read_engagement(acme).issues == ()
    (acme / "pictures" / "logo.png").write_bytes(b"respondent;group")
    (issue,) = read_engagement(acme).issues
    assert (issue.code, issue.line) == (
        "E039",
        (acme / "engagement.yaml").read_text(encoding="utf-8").count("\n"),
    )
    assert "responses/, notes/, private/, results/" in tell(issue).help


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_no_engagement(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotRunError) as caught:
        read_engagement(tmp_path / name)
    assert "salesex init" in caught.value.help
