"""The way of an engagement: init, sheets filled in, assess; and the report from results alone."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import openpyxl
import pytest

PEOPLE = {"management": 5, "sales-team": 9, "other-departments": 7, "customers": 6}


@pytest.fixture
def filled(salesex, tmp_path: Path) -> tuple[Path, dict[str, dict[str, list[int]]]]:
    """A new engagement with sheets filled in as people do; the answers by group and item."""
    folder = tmp_path / "Müller & Söhne"
    ran = salesex("init", folder, "--client", "Müller & Söhne KG", "--lang", "de")
    assert ran.code == 0, ran.err
    draw = random.Random(3)
    given: dict[str, dict[str, list[int]]] = {}
    for group, count in PEOPLE.items():
        book = openpyxl.load_workbook(folder / "forms" / f"{group}.xlsx")
        sheet = book.worksheets[0]
        given[group] = {}
        for column in range(3, sheet.max_column + 1):
            item = str(sheet.cell(1, column).value).split()[0]
            low = 0 if item.startswith("RM-") else 1
            answers = [draw.randint(low, low + 4) for _ in range(count)]
            given[group][item] = answers
            for row, answer in enumerate(answers, start=2):
                sheet.cell(row, column).value = answer
        book.save(folder / "responses" / f"{group} ausgefüllt.xlsx")
        book.close()
    return folder, given


def test_filled_sheets_become_results(salesex, filled) -> None:
    folder, given = filled
    checked = json.loads(salesex("validate", folder, "--format", "json").out)
    by_chance = "R075"  # drawn answers do not hang together
    assert [issue for issue in checked["issues"] if issue["code"] != by_chance] == []
    ran = salesex("assess", folder)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Müller & Söhne KG\n")
    parts = json.loads((folder / "results" / "results.json").read_bytes())["questionnaires"]
    items = {
        (row["id"], row["scope_id"]): (row["n"], row["score"])
        for part in parts.values()
        for row in part["scores"]
        if (row["level"], row["scope"]) == ("item", "group") and row["score"] is not None
    }
    reverse = {
        item["id"] for part in parts.values() for item in _items(part["definition"]) if item.get("reverse")
    }
    expected = {
        (item, group): (len(answers), _mean(item, answers, item in reverse))
        for group, by_item in given.items()
        for item, answers in by_item.items()
        if item not in {"RM-001", "RM-002", "RM-003", "RM-004"}
    }
    assert {key: items[key][0] for key in expected} == {key: n for key, (n, _) in expected.items()}
    for key, (_, score) in expected.items():
        assert items[key][1] == pytest.approx(score, abs=1e-9), key
    answered = {row["group"]: row["answered"] for row in parts["fremdbild-selbstbild"]["participation"]}
    assert {group: count for group, count in answered.items() if count} == PEOPLE


def _items(definition):
    """Every item of a stored definition, wherever it stands."""
    for key, value in definition.items() if isinstance(definition, dict) else ():
        if key == "items":
            yield from value
        elif isinstance(value, dict):
            yield from _items(value)
        elif isinstance(value, list):
            for entry in value:
                yield from _items(entry)


def _mean(item: str, answers: list[int], reverse: bool) -> float:
    low = 0 if item.startswith("RM-") else 1
    score = 100 * sum(answer - low for answer in answers) / (4 * len(answers))
    return 100 - score if reverse else score


@pytest.mark.long
def test_results_alone_make_the_report_on_another_machine(salesex, filled, tmp_path: Path) -> None:
    """Only results.json is copied; the page is the same to the byte, and nothing of the folder is needed."""
    folder, _ = filled
    salesex("assess", folder)
    for language in ("de", "en"):
        ran = salesex("report", folder, "--format", "html", "--lang", language)
        assert ran.code == 0, ran.err
    far = tmp_path / "D" / "Kunden" / "2026" / "muster"
    (far / "results").mkdir(parents=True)
    shutil.copy(folder / "results" / "results.json", far / "results")
    before = {path.name: path.read_bytes() for path in (folder / "reports").iterdir()}
    shutil.rmtree(folder)
    for language in ("de", "en"):
        ran = salesex("report", far, "--format", "html", "--lang", language)
        assert (ran.code, ran.err) == (0, "")
        (page,) = far.glob(f"reports/*-{language}.html")
        assert page.read_bytes() == before[f"mueller-soehne-2026-{language}.html"]
    ran = salesex("report", far)
    assert (ran.code, ran.err) == (0, ""), ran.err
    assert (far / "reports" / "muster-2026-de.pdf").read_bytes().startswith(b"%PDF-")


def test_report_warns_when_sources_changed_since(salesex, two_groups) -> None:
    client = two_groups()
    salesex("assess", client.folder)
    quiet = salesex("report", client.folder, "--format", "html")
    assert (quiet.code, quiet.err) == (0, "")
    page = (client.folder / "reports" / "acme-2026-de.html").read_bytes()
    stored = (client.folder / "results" / "results.json").read_bytes()

    def told() -> str:
        ran = salesex("report", client.folder, "--format", "html")
        assert ran.code == 0
        assert (client.folder / "reports" / "acme-2026-de.html").read_bytes() == page
        assert (client.folder / "results" / "results.json").read_bytes() == stored
        return ran.err

    client.people[0].answers["SE-S01"] = 6 - client.people[0].answers["SE-S01"]
    client.people[1].answers["SE-S01"] = None
    client.save()
    assert "Changed since the results were stored: the responses" in told()
    assert "salesex assess" in told()
    client.settings(["sales-ex"], {"sales": {"perspective": "self"}, "service": {"perspective": "mirror"}})
    assert "engagement.yaml" in told()
    (client.folder / "engagement.yaml").write_text("kaputt: [", encoding="utf-8")
    assert "engagement.yaml has errors now" in told()
    (client.folder / "engagement.yaml").unlink()
    assert told() == ""


def test_report_warns_when_a_questionnaire_of_ones_own_changed(salesex, client, shipped) -> None:
    client.settings(["own.yaml"], {"sales": {"perspective": "self"}})
    assert salesex("questionnaires", "copy", "sales-ex", client.folder / "own.yaml").code == 0
    client.answer("sales", [dict.fromkeys([item.id for item in shipped["sales-ex"].items()], 3)] * 5)
    client.save()
    assert salesex("assess", client.folder).code == 0
    assert salesex("report", client.folder, "--format", "html").err == ""
    own = client.folder / "own.yaml"
    text = own.read_text(encoding="utf-8")
    own.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))  # the same text
    assert salesex("report", client.folder, "--format", "html").err == ""
    own.write_text(text + "# another line\n", encoding="utf-8")
    assert "a questionnaire" in salesex("report", client.folder, "--format", "html").err
