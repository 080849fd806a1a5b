"""A new engagement: its settings with comments, and one answer sheet per rater group."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from salesex.errors import UsageError
from salesex.model.text import in_language, with_organisation

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from salesex.model import Item, Perspective, Questionnaire, Scale, Text

EMPTY_FOLDERS = ("responses", "forms", "notes")
ROWS = 20
"""Rows with a code that an answer sheet starts with; further rows may be added."""
FIXED_COLUMNS = ("respondent", "group")
LIST_LIMIT = 255
"""Longest list of choices, and longest hint, a spreadsheet takes in one cell."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A rater group a new engagement starts with; `asked` None means every questionnaire."""

    id: str
    title: dict[str, str]
    perspective: Perspective
    asked: tuple[str, ...] | None = None


SEEN_FROM_OUTSIDE = ("fremdbild-selbstbild",)
"""Questionnaires that customers and partners can answer from what they see."""
SEATS = (
    Seat("management", {"de": "Geschäftsleitung", "en": "Top management"}, "self"),
    Seat("sales-lead", {"de": "Vertriebsleitung", "en": "Head of sales"}, "self"),
    Seat("sales-team", {"de": "Vertriebsteam", "en": "Sales team"}, "self"),
    Seat("other-departments", {"de": "Andere Bereiche", "en": "Other departments"}, "external"),
    Seat("partners", {"de": "Partnerunternehmen", "en": "Partner companies"}, "mirror", SEEN_FROM_OUTSIDE),
    Seat("customers", {"de": "Kundenunternehmen", "en": "Customers"}, "mirror", SEEN_FROM_OUTSIDE),
)
WORDS = {
    "de": {
        "title": "Bewertung des Vertriebs",
        "head": "Ein Auftraggeber, eine Welle. Prüfen: salesex validate .  Auswerten: salesex assess .",
        "language": "Sprache von Auswertung und Bericht: de oder en",
        "wave": "Name dieser Befragungsrunde",
        "questionnaires": "Mitgelieferte Fragebögen, oder Pfade zu eigenen",
        "groups": "Wer antwortet. perspective: self = Vertrieb und verantwortliche Leitung,\n"
        "# external = andere Bereiche, mirror = Kunden und Partner. Was nicht gebraucht wird, löschen.\n"
        "# invited = Zahl der Eingeladenen; mit ihr nennt der Bericht die Beteiligung, etwa: invited: 12",
        "single": "Eine Einzelperson wird nur gezeigt, wenn sie eingewilligt hat; dann kommen diese zwei\n"
        "    # Zeilen dazu, mit dem Tag der Einwilligung (sie schließt ein, dass einzelne Antworten\n"
        "    # errechenbar sein können):\n"
        "    # single_role: true\n"
        "    # consent: {date}",
        "privacy": "Kleinere Gruppen werden nicht gezeigt; nie unter 3",
        "sheet": "Antworten",
        "hint": "Eine Zeile je Person. Bitte nur die Antworten eintragen, die Codes bleiben. Leer heißt: "
        "keine Antwort. Ausgefüllt kommt die Datei in den Ordner responses.",
        "choice": "Antwort",
        "refuse": "Bitte einen der Werte aus der Liste wählen.",
    },
    "en": {
        "title": "Assessment of the sales organisation",
        "head": "One client, one wave. Check: salesex validate .  Assess: salesex assess .",
        "language": "Language of results and report: de or en",
        "wave": "Name of this round of answers",
        "questionnaires": "Shipped questionnaires, or paths to your own",
        "groups": "Who answers. perspective: self = sales and the management that answers for it,\n"
        "# external = other departments, mirror = customers and partners. Delete what you do not need.\n"
        "# invited = how many were asked; with it the report tells the response rate, say: invited: 12",
        "single": "A single person is shown only with consent; then add these two lines, with the day the\n"
        "    # consent was given (it includes that single answers may be worked out):\n"
        "    # single_role: true\n"
        "    # consent: {date}",
        "privacy": "Smaller groups are not shown; never below 3",
        "sheet": "Answers",
        "hint": "One row per person. Please fill in answers only, the codes stay. Empty means: no answer. "
        "Once filled in, the file goes into the folder responses.",
        "choice": "Answer",
        "refuse": "Please choose one of the values in the list.",
    },
}


def engagement_files(
    client: str, language: str, questionnaires: Sequence[Questionnaire], today: dt.date
) -> dict[str, bytes]:
    """Return a new engagement that validates: paths inside its folder to content.

    Parameters
    ----------
    client : name of the client, as reports print it
    language : `de` or `en`
    questionnaires : what is asked, at least one
    today : date of the engagement; its year names the wave

    Raises
    ------
    UsageError : the client's name is empty or holds control characters
    """
    if not client.strip() or not client.isprintable():
        raise UsageError("the client's name is empty or holds control characters", "Use --client NAME.")
    seats = [(seat, asked) for seat in SEATS if (asked := _asked(seat, questionnaires))]
    files = {"engagement.yaml": _settings(client, language, questionnaires, seats, today).encode()}
    for seat, asked in seats:
        files[f"forms/{seat.id}.xlsx"] = answer_sheet(seat.id, asked, client, language)
    return files


def answer_sheet(group: str, questionnaires: Sequence[Questionnaire], client: str, language: str) -> bytes:
    """Return an XLSX with one row per person and one column per item, ready to be filled in.

    Codes and group are filled in already; the scale is a drop-down on every answer. Read back
    unfilled, it holds no answers.
    """
    from openpyxl import Workbook

    words = WORDS[language]
    book = Workbook()
    sheet = cast("Worksheet", book.worksheets[0])
    sheet.title = words["sheet"]
    columns = [(item, part.scale) for part in questionnaires for item in part.items()]
    sheet.append([*FIXED_COLUMNS, *(_header(item, client, language) for item, _ in columns)])
    for row in range(1, ROWS + 1):
        sheet.append([f"{group}-{row:02}", group])
    _style(sheet, words["hint"])
    start = len(FIXED_COLUMNS) + 1
    for part in questionnaires:
        count = sum(1 for _ in part.items())
        _choices(sheet, part.scale, start, start + count - 1, language)
        start += count
    return _saved(book)


def _asked(seat: Seat, questionnaires: Sequence[Questionnaire]) -> list[Questionnaire]:
    return [part for part in questionnaires if seat.asked is None or part.id in seat.asked]


def _settings(
    client: str,
    language: str,
    questionnaires: Sequence[Questionnaire],
    seats: Sequence[tuple[Seat, list[Questionnaire]]],
    today: dt.date,
) -> str:
    words = WORDS[language]
    lines = [
        f"# {words['head']}",
        "format: salesex/engagement/1",
        f"client: {_quoted(client)}",
        f"title: {_in_all_languages({key: each['title'] for key, each in WORDS.items()})}",
        f"language: {language}  # {words['language']}",
        f"date: {today.isoformat()}",
        f"wave: {_quoted(str(today.year))}  # {words['wave']}",
        "",
        f"# {words['questionnaires']}",
        f"questionnaires: [{', '.join(part.id for part in questionnaires)}]",
        "",
        f"# {words['groups']}",
        "groups:",
    ]
    for seat, asked in seats:
        lines += _seat(seat, asked, len(questionnaires))
        if seat.id == "management":
            lines.append(f"    # {words['single'].replace('{date}', today.isoformat())}")
    lines += ["", f"# {words['privacy']}", "privacy: {min_group_size: 5}", ""]
    return "\n".join(lines)


def _seat(seat: Seat, asked: Sequence[Questionnaire], all_of_them: int) -> list[str]:
    titles = _in_all_languages(seat.title)
    lines = [f"  {seat.id}:", f"    title: {titles}", f"    perspective: {seat.perspective}"]
    if len(asked) < all_of_them:
        lines.append(f"    questionnaires: [{', '.join(part.id for part in asked)}]")
    return lines


def _in_all_languages(titles: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{language}: {_quoted(title)}' for language, title in titles.items())}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _header(item: Item, client: str, language: str) -> str:
    return f"{item.id} {with_organisation(_said(item.text, language), client)}"


def _said(text: Text, language: str) -> str:
    """A text in the language, or in one it has: a questionnaire of one's own may know only one."""
    if isinstance(text, dict) and language not in text:
        return next(iter(text.values()))
    return in_language(text, language)


def _style(sheet: Worksheet, hint: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = f"{get_column_letter(len(FIXED_COLUMNS) + 1)}2"
    sheet.row_dimensions[1].height = 120
    for at, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = 22
    sheet["A1"].comment = Comment(hint, "salesex", width=360, height=140)
    sheet.page_setup.orientation = "landscape"


def _choices(sheet: Worksheet, scale: Scale, first: int, last: int, language: str) -> None:
    """Put a drop-down on the answers of one questionnaire, with the scale as a hint."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    words = WORDS[language]
    values = [str(value) for value in range(scale.min, scale.max + 1)]
    if scale.no_answer is not None:
        values.append("?")
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
    rule.promptTitle, rule.showInputMessage = words["choice"], True
    rule.prompt = _scale_hint(scale, language)
    rule.add(f"{get_column_letter(first)}2:{get_column_letter(last)}{ROWS + 1}")
    sheet.add_data_validation(rule)


def _scale_hint(scale: Scale, language: str) -> str:
    lines = [f"{value} = {_said(text, language)}" for value, text in sorted(scale.labels.items())]
    if scale.no_answer is not None:
        lines.append(f"? = {_said(scale.no_answer, language)}")
    hint = "\n".join(lines) or f"{scale.min} – {scale.max}"
    return hint if len(hint) <= LIST_LIMIT else f"{hint[: LIST_LIMIT - 1]}…"


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
