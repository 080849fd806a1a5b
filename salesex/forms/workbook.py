"""A form as XLSX: one row per statement, its answers as a drop-down; only answers can be changed."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, cast

from salesex.forms.cells import plain, put
from salesex.forms.wording import WORDS as COMMON
from salesex.forms.wording import answer_text, filled, heading, introduction, no_answer_text
from salesex.model.form import Form, Question

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FORMAT = "salesex/form/1"
HIDDEN, LISTS = "salesex", "lists"
"""Sheets that nobody sees: what the form is; what its drop-downs offer."""
ID, STATEMENT, ANSWER, COMMENT = 1, 2, 3, 4
WIDTHS = (10, 66, 30, 34)
"""Columns, and how many characters wide they are."""
LINE, TALLEST = 15.5, 405.0
"""Points of a line of text, of the tallest row a spreadsheet takes."""
HINT = 255
"""Longest hint at a cell."""
OPEN_FILL, HEAD_FILL = "FFF7DC", "E3EFF4"
INK = "1A1A1A"
WORDS = {
    "de": {
        "sheet": "Fragebogen",
        "how": "So geht es: In jeder gelben Zelle der Spalte „Antwort“ eine Antwort aus der Liste wählen "
        "(Pfeil neben der Zelle, oder Alt und Pfeil nach unten). Eine leere Zelle heißt: keine Antwort. Nur "
        "gelbe Zellen lassen sich ändern.",
        "back": "Am Ende speichern und diese Datei nur an die Person zurückgeben, von der Sie sie haben, "
        "nicht an Kolleginnen oder Kollegen.",
        "back.to": "Am Ende speichern und diese Datei nur hierhin zurückgeben, nicht an Kolleginnen oder "
        "Kollegen:\n{contact}",
        "id": "Nr.",
        "statement": "Aussage",
        "answer": "Antwort",
        "comment": "Kommentar (freiwillig)",
        "refuse": "Bitte eine der Antworten aus der Liste wählen.",
    },
    "en": {
        "sheet": "Questionnaire",
        "how": "How it works: in every yellow cell of the column “Answer” choose an answer from the list "
        "(arrow beside the cell, or Alt and arrow down). An empty cell means: no answer. Only yellow cells "
        "can be changed.",
        "back": "When you are done, save this file and give it back only to the person you have it from, "
        "not to colleagues.",
        "back.to": "When you are done, save this file and give it back only here, not to colleagues:\n"
        "{contact}",
        "id": "No.",
        "statement": "Statement",
        "answer": "Answer",
        "comment": "Comment (optional)",
        "refuse": "Please choose one of the answers in the list.",
    },
}


def workbook(form: Form, minutes: int, code: str = "") -> bytes:
    """Return the form as XLSX.

    Parameters
    ----------
    minutes : about how long it takes
    code : of the person who answers; without one there is a cell for it
    """
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    sheet = cast("Worksheet", book.worksheets[0])
    sheet.title = WORDS[form.language]["sheet"]
    lists = cast("Worksheet", book.create_sheet(LISTS))
    _set_up(sheet)
    _head(sheet, form)
    _introduce(sheet, form, minutes)
    places = _ask_who(sheet, lists, form, code)
    _questions(sheet, lists, form)
    places["comment"] = _ask_anything_else(sheet, form)
    _describe(cast("Worksheet", book.create_sheet(HIDDEN)), form, code, places)
    for hidden in (HIDDEN, LISTS):
        book[hidden].sheet_state = "veryHidden"
    book.security = WorkbookProtection(lockStructure=True)
    return _saved(book)


def _set_up(sheet: Worksheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for at, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    sheet.protection.sheet = True
    for may in ("formatColumns", "formatRows"):
        setattr(sheet.protection, may, False)  # False: not protected


def _head(sheet: Worksheet, form: Form) -> None:
    """Name the columns in the first row, which stays in sight and stands on every page.

    It is first because everything above a row that stays would stay, too: the introduction would leave
    small screens no room.
    """
    words = WORDS[form.language]
    for column, name in zip((ID, STATEMENT, ANSWER, COMMENT), ("id", "statement", "answer", "comment")):
        _fill(_say(sheet, 1, column, words[name], bold=True), HEAD_FILL)
    sheet.print_title_rows, sheet.freeze_panes = "1:1", "A2"


def _introduce(sheet: Worksheet, form: Form, minutes: int) -> None:
    words = WORDS[form.language]
    _across(sheet, form.title, size=16, bold=True)
    _across(sheet, heading(form))
    back = filled(words["back.to"], contact=form.contact) if form.contact else words["back"]
    lines = (*introduction(form, minutes), words["how"], COMMON[form.language]["comments"], back)
    for text in (*lines, form.instruction):
        if text:
            _across(sheet, text, bold=text is form.instruction)


def _ask_who(sheet: Worksheet, lists: Worksheet, form: Form, code: str) -> dict[str, str]:
    """Add the rows for code and unit; return the places of open ones by what is asked."""
    common = COMMON[form.language]
    places = {}
    row = _next(sheet)
    if code:
        _say(sheet, row, STATEMENT, common["code"], bold=True)
        _say(sheet, row, ANSWER, code, bold=True)
    else:
        _say(sheet, row, STATEMENT, common["code.open"])
        places["respondent"] = _open(sheet, row, ANSWER).coordinate
        sheet.cell(row, ANSWER).number_format = "@"
    if form.units:
        row = _next(sheet)
        _say(sheet, row, STATEMENT, common["unit"])
        cell = _open(sheet, row, ANSWER)
        _drop_down(sheet, lists, [unit.title for unit in form.units], cell.coordinate, form)
        places["unit"] = cell.coordinate
    return places


def _questions(sheet: Worksheet, lists: Worksheet, form: Form) -> None:
    first = _next(sheet)
    for section in form.sections:
        _across(sheet, section.title, bold=True, apart=True)
        for question in section.questions:
            _question(sheet, question)
    last = sheet.max_row
    choices: list[str | int] = [
        answer_text(choice) if choice.label else choice.value for choice in form.choices
    ]
    if form.no_answer is not None:
        choices.append(no_answer_text(form.no_answer))
    _drop_down(sheet, lists, choices, f"C{first}:C{last}", form)


def _question(sheet: Worksheet, question: Question) -> None:
    row = _next(sheet)
    _say(sheet, row, ID, question.id)
    _say(sheet, row, STATEMENT, question.text)
    _open(sheet, row, ANSWER)
    _open(sheet, row, COMMENT).number_format = "@"  # what is typed is text, also `=…`
    _fit(sheet, row, question.text, WIDTHS[STATEMENT - 1])
    sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0, 2 * LINE + 3)


def _ask_anything_else(sheet: Worksheet, form: Form) -> str:
    _across(sheet, COMMON[form.language]["comment.whole"], bold=True, apart=True)
    row = _next(sheet)
    sheet.merge_cells(start_row=row, end_row=row, start_column=STATEMENT, end_column=COMMENT)
    sheet.row_dimensions[row].height = 4 * LINE
    for column in (STATEMENT, ANSWER, COMMENT):
        _open(sheet, row, column).number_format = "@"
    return f"B{row}"


def _describe(sheet: Worksheet, form: Form, code: str, places: dict[str, str]) -> None:
    """Fill the sheet that says what the form is, for reading it back."""
    said = {
        "format": FORMAT,
        "questionnaire": form.questionnaire,
        "version": form.version,
        "group": form.group,
        "language": form.language,
        "respondent": code,
        "items": " ".join(question.id for question in form.questions),
        **{f"cell:{name}": place for name, place in places.items()},
        **{f"unit:{unit.id}": unit.title for unit in form.units},
    }
    for row, (key, value) in enumerate(said.items(), start=1):
        put(sheet, row, 1, key)
        put(sheet, row, 2, value)


def _drop_down(
    sheet: Worksheet, lists: Worksheet, choices: list[str] | list[str | int], cells: str, form: Form
) -> None:
    """Let cells offer choices, which are kept in a column of their own on the sheet of lists."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    column = lists.max_column + (lists.cell(1, 1).value is not None)
    for row, choice in enumerate(choices, start=1):
        if isinstance(choice, str):
            put(lists, row, column, choice)
        else:
            lists.cell(row, column).value = choice
    letter = get_column_letter(column)
    rule = DataValidation(type="list", formula1=f"{LISTS}!${letter}$1:${letter}${len(choices)}")
    rule.allow_blank, rule.showErrorMessage, rule.showInputMessage = True, True, True
    rule.error = WORDS[form.language]["refuse"]
    hint = plain("\n".join(map(str, choices)))
    rule.prompt = hint if len(hint) <= HINT else f"{hint[: HINT - 1]}…"
    rule.add(cells)
    sheet.add_data_validation(rule)


def _next(sheet: Worksheet) -> int:
    return sheet.max_row + (sheet.cell(sheet.max_row, 1).value is not None or sheet.max_row > 1)


def _across(sheet: Worksheet, text: str, *, size: int = 11, bold: bool = False, apart: bool = False) -> None:
    """Add a row with one text over all columns; `apart` keeps distance from what stands above."""
    from openpyxl.styles import Alignment

    row = _next(sheet)
    cell = _say(sheet, row, ID, text, size=size, bold=bold)
    sheet.merge_cells(start_row=row, end_row=row, start_column=ID, end_column=COMMENT)
    _fit(sheet, row, text, sum(WIDTHS), size / 11)
    if apart:
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.row_dimensions[row].height = min((sheet.row_dimensions[row].height or 0) + LINE, TALLEST)


def _say(sheet: Worksheet, row: int, column: int, text: str, *, size: int = 11, bold: bool = False) -> Cell:
    from openpyxl.styles import Alignment, Font

    cell = put(sheet, row, column, text)
    cell.font = Font(bold=bold, size=size, color=INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _open(sheet: Worksheet, row: int, column: int) -> Cell:
    """Let a cell be filled in, and let it be seen that it may."""
    from openpyxl.styles import Alignment, Border, Protection, Side

    cell = cast("Cell", sheet.cell(row, column))
    line = Side(style="thin", color="8A8A8A")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=False)
    return _fill(cell, OPEN_FILL)


def _fill(cell: Cell, colour: str) -> Cell:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=colour)
    return cell


def _fit(sheet: Worksheet, row: int, text: str, width: int, scale: float = 1) -> None:
    """Make a row high enough for its text, by how many characters fit into a line of it."""
    lines = sum(max(1, math.ceil(len(line) * scale / (width * 0.92))) for line in text.split("\n"))
    sheet.row_dimensions[row].height = min(LINE * scale * lines + 3, TALLEST)


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
