"""Reading back an XLSX form: what somebody answered, and the cell each answer stands in."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError
from salesex.forms.workbook import ANSWER, COMMENT, FORMAT, HIDDEN, ID
from salesex.model.form import FilledForm

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 5_000_000
"""Bytes a form may have unpacked; ours have a hundredth of it."""
MOST_ROWS = 5_000
"""Rows in which an answer may stand; ours have a few hundred."""
MOST_MERGED = 10_000
"""Cells in merged ranges; ours have none outside a few lines of text, and each is built in memory."""
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([^"']*)""")
_OURS = re.compile(rb"""<(?:\w+:)?sheet\b[^>]*\bname=["']salesex["']""")
_CHOICE = re.compile(r"(-?[0-9]+|\?) = .*", re.DOTALL)
"""An answer as the drop-down offers it: the number, or the sign of no answer, and what it means."""


def read_form(data: bytes, file: str) -> FilledForm | None:
    """Return what stands in a filled XLSX form; None where the file is no form of ours.

    Answers are the numbers of the drop-down's choices, "?" for no answer, and what somebody typed
    instead as it was typed. Empty cells are left out. Whether answers, group and questionnaire fit the
    engagement is not looked at.

    Parameters
    ----------
    data : content of the file
    file : its name, as it goes into the result

    Raises
    ------
    CannotRunError : it is a form of ours but cannot be read
    """
    if not _is_ours(data):
        return None
    try:
        _refuse_merged(data)
        shown, written = _loaded(data, values=True), _loaded(data, values=False)
        about = _about(written)
        if about.get("format") != FORMAT:
            return None
        return _filled(_Answered(shown, written), about, file)
    except (
        zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, EOFError,
        SyntaxError, RuntimeError,
    ) as error:  # fmt: skip
        raise CannotRunError(
            f"{file} is a form of salesex, but it is damaged ({type(error).__name__})",
            "Open it in a spreadsheet, save it again as .xlsx, or ask for it anew.",
        ) from error


def _is_ours(data: bytes) -> bool:
    """Whether it is a workbook with the sheet that says what a form is, and is not too large to be one."""
    if len(data) > LARGEST:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                return False
            return _OURS.search(archive.read("xl/workbook.xml")) is not None
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, RuntimeError, zipfile.LargeZipFile):
        return False


def _refuse_merged(data: bytes) -> None:
    """Look at merged ranges before every cell of them is built: a few bytes can name billions."""
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    cells = 0
    for ref in _MERGED.findall(b"".join(sheets)):
        left, top, right, bottom = range_boundaries(ref.decode())
        cells += ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)
    if cells > MOST_MERGED:
        raise ValueError(f"{cells} merged cells")


def _loaded(data: bytes, *, values: bool) -> Workbook:
    """Load it with what formulas came to (`values`), or with the formulas."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():  # of what other programs add
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), data_only=values)


def _about(book: Workbook) -> dict[str, str]:
    sheet = book[HIDDEN]
    rows = sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=2, values_only=True)
    return {_text(key): _text(value) for key, value in rows if key is not None}


class _Answered:
    """The sheet with the answers: its cells as texts."""

    def __init__(self, shown: Workbook, written: Workbook) -> None:
        self.sheet: Worksheet = written[written.sheetnames[0]]
        self._shown: Worksheet = shown[shown.sheetnames[0]]

    def text(self, place: str) -> str:
        """What a cell says; a formula that came to nothing is told as it was written."""
        value = self._shown[place].value
        return _text(self.sheet[place].value if value is None else value)

    def rows(self, items: set[str]) -> Iterator[tuple[str, str, str]]:
        """Yield item, place of its answer and place of its comment, row by row."""
        last = min(self.sheet.max_row, MOST_ROWS)
        for row in self.sheet.iter_rows(max_row=last, min_col=ID, max_col=COMMENT):
            item = _text(row[0].value)
            if item in items:
                yield item, row[ANSWER - 1].coordinate, row[COMMENT - 1].coordinate


def _filled(answered: _Answered, about: Mapping[str, str], file: str) -> FilledForm:
    answers: dict[str, str] = {}
    places: dict[str, str] = {}
    comments: dict[str, str] = {}
    for item, place, comment in answered.rows(set(about["items"].split())):
        if text := _answer(answered.text(place)):
            answers[item], places[item] = text, f"{answered.sheet.title}!{place}"
        if text := answered.text(comment):
            comments[item] = text
    if text := answered.text(about["cell:comment"]):
        comments[""] = text
    own = about.get("cell:respondent")
    return FilledForm(
        file=file,
        respondent=about.get("respondent") or (answered.text(own) if own else ""),
        group=about["group"],
        questionnaire=about["questionnaire"],
        version=about["version"],
        mode="self",
        date=None,
        answers=answers,
        places=places,
        comments=comments,
        unit=_unit(answered, about),
    )


def _answer(text: str) -> str:
    """The number of a choice; what was typed instead stays as it is."""
    choice = _CHOICE.fullmatch(text)
    return choice[1] if choice else text


def _unit(answered: _Answered, about: Mapping[str, str]) -> str | None:
    """Id of the unit that was chosen; a text that is none of them stays as it is."""
    place = about.get("cell:unit")
    if place is None:
        return None
    text = answered.text(place)
    titles = {title.strip(): key for key, title in about.items() if key.startswith("unit:")}
    return titles.get(text, f":{text}").partition(":")[2]


def _text(value: object) -> str:
    """A cell as text: 4.0 is 4, a day is written as ISO 8601, and `_x0041_` is what it stands for."""
    from openpyxl.utils.escape import unescape

    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(unescape(str(value))).strip()
