"""`salesex init`: an engagement that validates, with sheets that are read back; never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from salesex.cli.init import quoted

GROUPS = ["management", "sales-lead", "sales-team", "other-departments", "partners", "customers"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_it_makes_validates_without_issue(salesex, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "acme"
    ran = salesex("init", folder, "--client", 'Acme "A" & Söhne: #1', "--lang", language)
    assert ran.code == 0
    assert ran.out.strip() == str(folder)
    assert "salesex assess" in ran.err
    made = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    assert made == sorted(
        ["engagement.yaml", "forms", "notes", "responses", *(f"forms/{group}.xlsx" for group in GROUPS)]
    )
    checked = json.loads(salesex("validate", folder, "--format", "json").out)
    assert [issue for issue in checked["issues"] if issue["severity"] != "info"] == []
    assert salesex("assess", folder).code == 4


def test_an_answer_sheet_is_read_back(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    salesex("init", folder, "--client", "Acme", "--lang", "de")
    for group in ("sales-team", "other-departments", "customers"):
        book = openpyxl.load_workbook(folder / "forms" / f"{group}.xlsx")
        sheet = book.worksheets[0]
        for row in range(2, 9):
            for column in range(3, sheet.max_column + 1):
                sheet.cell(row, column).value = 2 + (row + column) % 3
        book.save(folder / "responses" / f"{group}.xlsx")
        book.close()
    checked = json.loads(salesex("validate", folder, "--format", "json").out)
    patterned = {"R074", "R075"}  # a pattern looks copied, and does not hang together
    assert {issue["code"] for issue in checked["issues"]} <= patterned
    results = json.loads(salesex("assess", folder, "--format", "json").out)
    answered = {
        row["group"]: row["answered"] for row in results["questionnaires"]["sales-ex"]["participation"]
    }
    assert answered["sales-team"] == 7
    assert answered["other-departments"] == 7
    assert answered["management"] is None


def test_an_answer_sheet_helps_whoever_fills_it_in(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    salesex("init", folder, "--client", "Acme", "--lang", "de")
    sheet = openpyxl.load_workbook(folder / "forms" / "customers.xlsx").worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert [cell.value for cell in sheet[2]][:3] == ["customers-01", "Kundenunternehmen", None]
    assert str(sheet.cell(1, 3).value).startswith("FS-C1 Der Vertrieb fragt")
    assert sheet.max_column == 2 + 23
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"1,2,3,4,5,?"'
    assert "5 = trifft voll zu" in rule.prompt
    assert rule.promptTitle == "Antwort, Skala 1 bis 5"
    assert sheet["A1"].comment is not None


def test_a_group_is_asked_only_what_it_can_observe(salesex, tmp_path: Path) -> None:
    salesex("init", tmp_path / "acme", "--client", "Acme")

    def items(group: str) -> set[str]:
        sheet = openpyxl.load_workbook(tmp_path / "acme" / "forms" / f"{group}.xlsx").worksheets[0]
        return {str(cell.value).split(" ")[0] for cell in sheet[1]}

    team, customers = items("sales-team"), items("customers")
    assert "FS-P5" in team and "FS-P5" not in customers
    assert customers < team


def test_a_sheet_is_printed_on_few_pages(salesex, tmp_path: Path) -> None:
    salesex("init", tmp_path / "acme", "--client", "Acme")
    for group, pages in (("customers", 3), ("sales-team", 14)):
        sheet = openpyxl.load_workbook(tmp_path / "acme" / "forms" / f"{group}.xlsx").worksheets[0]
        setup = sheet.page_setup
        assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", pages, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")


def test_a_sheet_has_rows_for_those_who_may_answer(salesex, tmp_path: Path) -> None:
    salesex("init", tmp_path / "acme", "--client", "Acme")
    rows = {
        path.stem: openpyxl.load_workbook(path).worksheets[0].max_row - 1
        for path in (tmp_path / "acme" / "forms").iterdir()
    }
    assert rows == {group: {"sales-lead": 1, "management": 5}.get(group, 20) for group in GROUPS}


def test_columns_tell_their_questionnaire_their_stage_and_their_scale(salesex, tmp_path: Path) -> None:
    salesex("init", tmp_path / "acme", "--client", "Acme", "--lang", "de")
    book = openpyxl.load_workbook(tmp_path / "acme" / "forms" / "sales-team.xlsx")
    sheet = book.worksheets[0]
    headers = {str(cell.value).split(" ")[0]: cell for cell in sheet[1]}
    stage = "RM-402 Gemeinsame Plattform für Marketing und Vertrieb: "
    assert headers["RM-402"].value.startswith(stage) and len(headers["RM-402"].value) > len(stage)
    assert headers["SE-S01"].value.startswith("SE-S01 Für jede")
    fills = [headers[item].fill.fgColor.rgb for item in ("SE-S01", "SE-S02", "RM-001", "FS-C1")]
    assert fills[0] == fills[1] and len(set(fills)) == 3
    assert all(cell.alignment.wrap_text for cell in sheet[1])
    rules = {rule.promptTitle: rule.prompt for rule in sheet.data_validations.dataValidation}
    assert sorted(rules) == ["Antwort, Skala 0 bis 4", "Antwort, Skala 1 bis 5"]
    assert "0 = gar nicht\n" in rules["Antwort, Skala 0 bis 4"]
    assert rules["Antwort, Skala 0 bis 4"].endswith("? = kann ich nicht beurteilen")


@pytest.mark.parametrize(
    ("language", "title", "lines"),
    [
        (
            "de",
            "Anleitung",
            [
                "=1+1 & Söhne",
                "Es geht um den Vertrieb von =1+1 & Söhne.",
                "Bitte zurück an:",
                "Spalten RM-001 bis RM-706: Skala 0 bis 4",
                "Omnichannel-Reifegrad (Stufen 0 bis 7)",
                "4 = durchgängig",
                "? = kann ich nicht beurteilen",
                "leer = nicht beantwortet",
            ],
        ),
        (
            "en",
            "Instructions",
            [
                "This is about the sales organisation of =1+1 & Söhne.",
                "This is about the sales function of =1+1 & Söhne. "
                "Please think of your own experience over the last twelve months.",
                "1 = does not apply at all",
                "empty = not answered",
            ],
        ),
    ],
)
def test_a_second_sheet_explains_the_answers(
    salesex, tmp_path: Path, language: str, title: str, lines: list[str]
) -> None:
    salesex("init", tmp_path / "acme", "--client", "=1+1 & Söhne", "--lang", language)
    book = openpyxl.load_workbook(tmp_path / "acme" / "forms" / "management.xlsx")
    assert book.sheetnames[1:] == [title]
    said = [cell.value for cell in book[title]["A"]]
    assert [line for line in lines if line not in said] == []
    assert "f" not in {cell.data_type for cell in book[title]["A"]}
    assert "{organisation}" not in "".join(map(str, said))


def test_only_the_questionnaires_asked_for(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    assert salesex("init", folder, "--questionnaire", "sales-ex").code == 0
    text = (folder / "engagement.yaml").read_text(encoding="utf-8")
    assert "questionnaires: [sales-ex]\n" in text
    assert 'client: "acme"' in text
    assert ran_clean(salesex, folder)


def ran_clean(salesex, folder: Path) -> bool:
    return bool(salesex("validate", folder, "--strict").code == 0)


@pytest.mark.parametrize("chosen", ["sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"])
def test_groups_ask_only_what_was_chosen(salesex, tmp_path: Path, chosen: str) -> None:
    assert salesex("init", tmp_path / "acme", "--questionnaire", chosen).code == 0
    assert ran_clean(salesex, tmp_path / "acme")
    sheets = {path.stem for path in (tmp_path / "acme" / "forms").iterdir()}
    assert ("customers" in sheets) is (chosen == "fremdbild-selbstbild")


def test_a_questionnaire_of_ones_own_is_copied(salesex, root: Path, tmp_path: Path) -> None:
    source = root / "tests" / "cases" / "valid" / "profile" / "own.yaml"
    mine = tmp_path / "mein Bogen.yaml"
    mine.write_bytes(source.read_bytes())
    folder = tmp_path / "acme"
    ran = salesex(
        "init", folder, "--questionnaire", mine, "--questionnaire", "fremdbild-selbstbild", "--lang", "de"
    )
    assert ran.code == 0
    assert (folder / "questionnaires" / "own.yaml").read_bytes() == source.read_bytes()
    text = (folder / "engagement.yaml").read_text(encoding="utf-8")
    assert "questionnaires: [./questionnaires/own.yaml, fremdbild-selbstbild]\n" in text
    mine.unlink()
    assert ran_clean(salesex, folder)


def test_a_questionnaire_of_ones_own_must_be_there_and_right(salesex, tmp_path: Path) -> None:
    assert salesex("init", tmp_path / "acme", "--questionnaire", tmp_path / "none.yaml").code == 3
    (tmp_path / "bad.yaml").write_text("format: salesex/questionnaire/1\nid: bad\n", encoding="utf-8")
    ran = salesex("init", tmp_path / "acme", "--questionnaire", tmp_path / "bad.yaml")
    assert ran.code == 1 and "Q013" in ran.err
    assert not (tmp_path / "acme").exists()


def test_two_questionnaires_that_cannot_go_together(salesex, tmp_path: Path) -> None:
    salesex("questionnaires", "copy", "sales-ex", tmp_path / "own.yaml")
    words = ["--questionnaire", "sales-ex", "--questionnaire", tmp_path / "own.yaml"]
    ran = salesex("init", tmp_path / "acme", *words)
    assert ran.code == 2 and "two questionnaires have the id sales-ex" in ran.err
    text = (tmp_path / "own.yaml").read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(text.replace("\nid: sales-ex\n", "\nid: mine\n"), encoding="utf-8")
    ran = salesex("init", tmp_path / "acme", *words)
    assert ran.code == 2 and "the item SE-S01 is in sales-ex and in mine" in ran.err


@pytest.mark.parametrize(
    ("path", "posix", "windows"),
    [
        ("acme", "acme", "acme"),
        ("Acme GmbH", "'Acme GmbH'", '"Acme GmbH"'),
        ("a'b", "'a'\"'\"'b'", '"a\'b"'),
        (r"C:\acme", r"'C:\acme'", r"C:\acme"),
        ("A&B", "'A&B'", '"A&B"'),
    ],
)
def test_a_path_is_quoted_for_the_shell(path: str, posix: str, windows: str) -> None:
    assert quoted(path, windows=False) == posix
    assert quoted(path, windows=True) == windows


def test_the_next_step_can_be_copied(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "Acme GmbH"
    assert f"salesex assess {quoted(str(folder))} --report" in salesex("init", folder).err
    other = tmp_path / "noch eins"
    assert f"salesex assess {quoted(str(other))} --report" in salesex("init", other, "--example").err


@pytest.mark.parametrize(("language", "said"), [("de", "Tag 0 seines Plans"), ("en", "day 0 of its plan")])
def test_the_date_says_what_it_is_for(salesex, tmp_path: Path, language: str, said: str) -> None:
    salesex("init", tmp_path / "acme", "--lang", language)
    text = (tmp_path / "acme" / "engagement.yaml").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("date: ")]
    assert said in line


def test_it_never_overwrites(salesex, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ran = salesex("init", tmp_path)
    assert ran.code == 3
    assert "mine.txt" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_questionnaire_makes_nothing(salesex, tmp_path: Path) -> None:
    ran = salesex("init", tmp_path / "acme", "--questionnaire", "sales-xe")
    assert ran.code == 2
    assert "sales-ex" in ran.err
    assert not (tmp_path / "acme").exists()


def test_a_client_with_control_characters_is_refused(salesex, tmp_path: Path) -> None:
    ran = salesex("init", tmp_path / "acme", "--client", "a\x1b[31m")
    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_the_example_is_copied(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert salesex("init", folder, "--example").code == 0
    assert (folder / "engagement.yaml").is_file()
    assert not (folder / "results").exists()
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")]
    assert len(texts) > 5
    assert [text for text in texts if "yaml-language-server" in text] == []
    assert salesex("assess", folder).code == 0


@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_is_proposed_for_those_who_are_asked_can_be_filled_in(
    salesex, tmp_path: Path, lang: str
) -> None:
    salesex("init", tmp_path / "acme", "--lang", lang)
    path = tmp_path / "acme" / "engagement.yaml"
    head, mark, tail = path.read_text(encoding="utf-8").partition("# purpose:")
    lines = (mark + tail).splitlines()
    shown = "\n".join(line.removeprefix("# ") for line in lines)
    path.write_text(f"{head}{shown}\n", encoding="utf-8")
    ran = salesex("validate", tmp_path / "acme")
    assert ran.code == 1 and ran.out.count("E018") == 2, "nothing is there that people could read"
    filled = shown.replace("purpose:", "purpose: To sell more").replace("contact:", "contact: Eva, 0711 1")
    path.write_text(f"{head}{filled}\n", encoding="utf-8")
    ran = salesex("validate", tmp_path / "acme", "--strict")
    assert ran.code == 0, ran.out
    assert len(json.loads(salesex("status", tmp_path / "acme", "--format", "json").out)["procedure"]) == 4
