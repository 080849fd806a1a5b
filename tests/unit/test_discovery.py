from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.errors import CannotRunError
from salesex.surveys.discovery import check
from salesex.surveys.shipped import example_folder, shipped_questionnaires

Put = Callable[[str, str | bytes], Path]
ROOT = Path(__file__).parents[2]


def test_everything_shipped_is_clean() -> None:
    reading = check([ROOT / "questionnaires"])
    assert reading.issues == () and len(reading.files) == 3
    assert {kind for kind, _ in reading.found} == {"questionnaire"}


def test_engagement_with_all_its_files_once(acme: Path, put: Put) -> None:
    answers = put("a.csv", "respondent;group;L1\nP;team;1\n")
    reading = check([acme, acme / "engagement.yaml", acme / "own.yaml", answers])
    assert [(kind, path.name) for kind, path in reading.found] == [
        ("engagement", "engagement.yaml"),
        ("questionnaire", "own.yaml"),
        ("response", "a.csv"),
    ]
    assert reading.issues == () and len(reading.files) == 3


def test_one_response_file_against_its_engagement(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;9\n")
    path = put("b.csv", "respondent;group;L1\nP;team;8\n")
    assert [(issue.code, issue.file) for issue in check([path]).issues] == [("R057", path.as_posix())]


def test_response_from_within_its_folder(acme: Path, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "respondent;group;L1\nP;team;9\n")
    monkeypatch.chdir(acme / "responses")
    assert [(issue.code, issue.file) for issue in check([Path("a.csv")]).issues] == [("R057", "a.csv")]


def test_response_without_engagement(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("respondent;group\n", encoding="utf-8")
    assert [issue.code for issue in check([path]).issues] == ["R031"]


def test_folder_of_questionnaires_by_header(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for folder in (".hidden", "deep/er"):
        (tmp_path / folder / "q.yml").write_text("# x\nformat: salesex/questionnaire/1\n", encoding="utf-8")
    assert [path.name for path in check([tmp_path]).files] == ["q.yml"]


def test_any_yaml_that_is_named_is_a_questionnaire(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("services: {}\n", encoding="utf-8")
    assert [issue.code for issue in check([tmp_path / "x.yaml"]).issues] == ["Q021"]


@pytest.mark.parametrize("name", ["", "none.yaml", "x.txt"])
def test_nothing_to_check(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    with pytest.raises(CannotRunError) as caught:
        check([tmp_path / name])
    assert caught.value.exit_code == 3 and caught.value.help


def test_comments_switch_off_and_are_counted(tmp_path: Path) -> None:
    lines = (
        "format: salesex/questionnaire/1",
        "id: own  # salesex: ignore Q012, Q070",
        "version: 1",
        "title: '# salesex: ignore Q031 is only a text'",
        "scale: {min: 1, max: 5}  # salesex: ignore Q070 one knows it",
        "dimensions:",
        "  # salesex: ignore Q033",
        "  - {id: d, title: D, items: [{id: a, text: A}, {id: a, text: B}, {id: c, text: C}]}",
    )
    (tmp_path / "q.yaml").write_text("\n".join(lines), encoding="utf-8")
    reading = check([tmp_path / "q.yaml"])
    assert reading.switched_off == 1
    assert [(issue.code, issue.line, issue.column) for issue in reading.issues] == [
        ("Q025", 2, 10),
        ("Q026", 7, 3),
        ("Q033", 8, 54),
    ]


def test_where_things_are() -> None:
    assert shipped_questionnaires()["sales-ex"] == ROOT / "questionnaires" / "sales-ex" / "sales-ex.yaml"
    assert example_folder() == ROOT / "examples" / "muster-maschinenbau"


def test_the_folder_of_responses_stands_for_its_engagement(put: Put) -> None:
    table = put("a.csv", "respondent;group;L1\na;team;9\n")
    assert [issue.code for issue in check([table.parent]).issues] == ["R057"]


@pytest.mark.parametrize("named", ["./engagement.yaml", "own.yaml, ./engagement.yaml", "again.yaml"])
def test_an_engagement_that_names_itself_as_a_questionnaire_is_told(named: str, acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;1\n")
    if named == "again.yaml":
        try:
            (acme / named).symlink_to("engagement.yaml")
        except OSError:
            pytest.skip("links need a right here")
    text = (acme / "engagement.yaml").read_text(encoding="utf-8").replace("[own.yaml]", f"[{named}]")
    (acme / "engagement.yaml").write_text(text, encoding="utf-8")
    reading = check([acme])
    (issue,) = reading.issues
    assert (issue.code, issue.file, issue.line) == ("Q022", (acme / "engagement.yaml").as_posix(), 1)
    assert reading.unchecked == 1
    assert tell(issue).help.endswith("one that begins with `format: salesex/questionnaire/1`.")


def test_an_engagement_named_as_a_questionnaire_is_checked_itself(acme: Path) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    for name, questionnaire in (("a", "../b/engagement.yaml"), ("b", "../own.yaml")):
        (acme / name / "responses").mkdir(parents=True)
        changed = text.replace("own.yaml", questionnaire)
        (acme / name / "engagement.yaml").write_text(changed, encoding="utf-8")
    (acme / "b" / "responses" / "t.csv").write_text("respondent;group;L1\nP;team;9\n", encoding="utf-8")
    assert sorted(issue.code for issue in check([acme / "a", acme / "b"]).issues) == ["Q022", "R057"]


def test_a_questionnaire_of_two_engagements_counts_once(acme: Path) -> None:
    own = (acme / "own.yaml").read_text(encoding="utf-8")
    own = own.replace("title: Own", "title: {de: Eigen}  # salesex: ignore Q031 shown to Germans only")
    (acme / "own.yaml").write_text(own, encoding="utf-8")
    second = acme / "second"
    second.mkdir()
    text = (acme / "engagement.yaml").read_text(encoding="utf-8").replace("own.yaml", "../own.yaml")
    (second / "engagement.yaml").write_text(text, encoding="utf-8")
    alone = check([acme / "own.yaml"])
    both = check([second, acme / "own.yaml", acme / "engagement.yaml"])
    assert alone.switched_off == both.switched_off == 1
    assert len(both.files) == 3
