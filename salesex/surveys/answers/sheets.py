"""Answer sheets: an XLSX with one row per person, one column per item, and a tab that explains it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from salesex.model.text import in_language, with_organisation
from salesex.surveys.answers.entries import PREFILLED
from salesex.surveys.spelling import NO_ANSWER_SIGN
from salesex.surveys.tables.workbooks import GUIDES

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from salesex.model import Perspective, Questionnaire, Scale, Text

CHOICE_ROWS = 200
"""Rows with drop-downs: more than have a code, since further rows may be added."""
LIST_LIMIT = 255
"""Longest list of choices, and longest hint, a spreadsheet takes in one cell."""
WIDTH, WHO_WIDTH, GUIDE_WIDTH = 32, 22, 100
"""Characters in a column of the answers, of code and group, of the guide."""
COLUMNS_PER_PAGE = 8
"""Answers side by side on a printed page."""
A4, MARGIN = "9", 0.4
"""Paper size by its number, and the margins at the sides in inches."""
LINE, TALLEST = 15, 405
"""Points of a line of text, of the tallest row a spreadsheet takes."""
FILLS = ("E3EFF4", "FBF0DC", "E7F2E2", "F2E8F4")
"""Pale colours that tell the questionnaires of a sheet apart, in turn."""
WORDS = {
    "de": {
        "sheet": "Antworten",
        "hint": "Eine Zeile je Person. Bitte nur die Antworten eintragen, die Codes bleiben. Leer heißt: "
        "keine Antwort. Alles Weitere steht im Blatt Anleitung. Ausgefüllt kommt die Datei in den Ordner "
        "responses.",
        "choice": "Antwort, Skala {low} bis {high}",
        "refuse": "Bitte einen der Werte aus der Liste wählen.",
        "about": "Es geht um den Vertrieb von {organisation}.",
        "rows": "Eine Zeile ist eine Person, ihr Code bleibt stehen. In jede Spalte kommt eine Zahl der "
        "Skala, die zu ihrem Fragebogen gehört; die Farben der Spalten zeigen, zu welchem.",
        "back": "Bitte zurück an:",
        "scale": "Spalten {first} bis {last}: Skala {low} bis {high}",
        "empty": "leer = nicht beantwortet",
    },
    "en": {
        "sheet": "Answers",
        "hint": "One row per person. Please fill in answers only, the codes stay. Empty means: no answer. "
        "The tab Instructions explains the rest. Once filled in, the file goes into the folder responses.",
        "choice": "Answer, scale {low} to {high}",
        "refuse": "Please choose one of the values in the list.",
        "about": "This is about the sales organisation of {organisation}.",
        "rows": "One row is one person, whose code stays. Every column takes a number of the scale that "
        "belongs to its questionnaire; the colours of the columns tell which one.",
        "back": "Please return to:",
        "scale": "Columns {first} to {last}: scale {low} to {high}",
        "empty": "empty = not answered",
    },
}


class Seat(Protocol):
    """A group whose people fill in a sheet."""

    @property
    def id(self) -> str:
        """Id, with which its codes begin."""

    @property
    def title(self) -> Mapping[str, str]:
        """Title by language."""

    @property
    def perspective(self) -> Perspective:
        """What it sees the organisation from."""


class _Asked(NamedTuple):
    """A questionnaire and the items of it that are asked."""

    questionnaire: Questionnaire
    items: frozenset[str]


def answer_sheet(
    seat: Seat, rows: int, questionnaires: Sequence[Questionnaire], client: str, language: str
) -> bytes:
    """Return an XLSX with one row per person and one column per item, ready to be filled in.

    As in forms, items are left out that the group's perspective cannot observe.

    Codes and group are filled in already; the scale is a drop-down on every answer, and a second
    sheet explains it. Read back unfilled, it holds no answers.

    Parameters
    ----------
    seat : the group; codes begin with its id, its title is in the group's cells
    rows : people it starts with
    questionnaires : what the group is asked, in order
    client, language : whose sales is meant; `de` or `en`
    """
    from openpyxl import Workbook

    words = WORDS[language]
    book = Workbook()
    sheet = cast("Worksheet", book.worksheets[0])
    sheet.title = words["sheet"]
    asked = [_Asked(part, items) for part in questionnaires if (items := _observed(part, seat.perspective))]
    headers = [list(_headers(part, client, language)) for part in asked]
    sheet.append([*PREFILLED, *(header for part in headers for header in part)])
    for row in range(1, rows + 1):
        sheet.append([f"{seat.id}-{row:02}", seat.title[language]])
    _style(sheet, words["hint"])
    start = len(PREFILLED) + 1
    for at, (part, columns) in enumerate(zip(asked, headers, strict=True)):
        end = start + len(columns) - 1
        for column in range(start, end + 1):
            _fill(cast("Cell", sheet.cell(1, column)), at)
        _choices(sheet, part.questionnaire.scale, start, end, language)
        start = end + 1
    guide = cast("Worksheet", book.create_sheet(GUIDES[language]))
    _guide(guide, asked, client, language)
    return _saved(book)


def _observed(questionnaire: Questionnaire, perspective: Perspective) -> frozenset[str]:
    """Ids of the items the perspective is expected to judge."""
    return frozenset(item.id for item in questionnaire.items() if perspective in item.observers)


def _headers(asked: _Asked, client: str, language: str) -> Iterator[str]:
    """Id and text of every item asked; in a roadmap the title of its stage stands before the text."""
    questionnaire = asked.questionnaire
    stages = {stage.stage: f"{_said(stage.title, language)}: " for stage in questionnaire.stages}
    for section in questionnaire.sections():
        stage = "" if section.stage is None else stages[section.stage]
        for item in (item for item in section.items if item.id in asked.items):
            yield with_organisation(f"{item.id} {stage}{_said(item.text, language)}", client)


def _said(text: Text, language: str) -> str:
    """A text in the language, or in one it has: a questionnaire of one's own may know only one."""
    if isinstance(text, dict) and language not in text:
        return next(iter(text.values()))
    return in_language(text, language)


def _style(sheet: Worksheet, hint: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = f"{get_column_letter(len(PREFILLED) + 1)}2"
    lines = max(math.ceil(len(str(cell.value)) / (WIDTH - 6)) for cell in sheet[1])
    sheet.row_dimensions[1].height = min(LINE * (lines + 1), TALLEST)
    for at, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = WIDTH if at > len(PREFILLED) else WHO_WIDTH
    sheet["A1"].comment = Comment(hint, "salesex", width=360, height=160)
    _print_on_few_pages(sheet)


def _print_on_few_pages(sheet: Worksheet) -> None:
    """As many columns on a page as can be read; who answers stands on every page."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = math.ceil((sheet.max_column - len(PREFILLED)) / COLUMNS_PER_PAGE)
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.gridLines = True
    sheet.page_margins.left = sheet.page_margins.right = MARGIN
    sheet.print_title_rows, sheet.print_title_cols = "1:1", f"A:{get_column_letter(len(PREFILLED))}"


def _fill(cell: Cell, at: int) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=FILLS[at % len(FILLS)])


def _choices(sheet: Worksheet, scale: Scale, first: int, last: int, language: str) -> None:
    """Put a drop-down on the answers of one questionnaire, with the scale as a hint."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    words = WORDS[language]
    values = [str(value) for value in range(scale.min, scale.max + 1)]
    if scale.no_answer is not None:
        values.append(NO_ANSWER_SIGN)
    listed = ",".join(values)
    if len(listed) <= LIST_LIMIT:
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    else:
        rule = DataValidation(
            type="whole",
            operator="between",
            formula1=str(scale.min),
            formula2=str(scale.max),
            allow_blank=True,
            errorStyle="warning",
        )
    rule.error, rule.showErrorMessage = words["refuse"], True
    rule.promptTitle = words["choice"].format(low=scale.min, high=scale.max)
    rule.prompt, rule.showInputMessage = _scale_hint(scale, language), True
    rule.add(f"{get_column_letter(first)}2:{get_column_letter(last)}{CHOICE_ROWS + 1}")
    sheet.add_data_validation(rule)


def _scale_hint(scale: Scale, language: str) -> str:
    hint = "\n".join(_labels(scale, language)) or f"{scale.min} – {scale.max}"
    return hint if len(hint) <= LIST_LIMIT else f"{hint[: LIST_LIMIT - 1]}…"


def _labels(scale: Scale, language: str) -> list[str]:
    lines = [f"{value} = {_said(text, language)}" for value, text in sorted(scale.labels.items())]
    if scale.no_answer is not None:
        lines.append(f"{NO_ANSWER_SIGN} = {_said(scale.no_answer, language)}")
    return lines


def _guide(sheet: Worksheet, asked: Sequence[_Asked], client: str, language: str) -> None:
    """Fill the sheet that says whose sales is meant, what is asked and what the numbers mean."""
    from openpyxl.worksheet.properties import PageSetupProperties

    words = WORDS[language]
    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _say(sheet, client, bold=True)
    for line in (with_organisation(words["about"], client), "", words["rows"], "", words["back"]):
        _say(sheet, line)
    for at, (part, ids) in enumerate(asked):
        _say(sheet, "")
        _fill(_say(sheet, with_organisation(_said(part.title, language), client), bold=True), at)
        if part.instruction is not None:
            _say(sheet, with_organisation(_said(part.instruction, language), client))
        items = [item.id for item in part.items() if item.id in ids]
        ends = {"first": items[0], "last": items[-1], "low": part.scale.min, "high": part.scale.max}
        for line in (words["scale"].format(**ends), *_labels(part.scale, language), words["empty"]):
            _say(sheet, line)


def _say(sheet: Worksheet, text: str, *, bold: bool = False) -> Cell:
    """Write one line below what is there; it stays text though it may look like a formula."""
    from openpyxl.styles import Alignment, Font

    sheet.append([text])
    cell = cast("Cell", sheet.cell(sheet.max_row, 1))
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
