"""A new engagement: its settings with comments, and one answer sheet per rater group."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from salesex.errors import UsageError
from salesex.surveys.answers.sheets import answer_sheet

if TYPE_CHECKING:
    from salesex.model import Perspective, Questionnaire

EMPTY_FOLDERS = ("responses", "forms", "notes")
ROWS = {"sales-lead": 1, "management": 5}
"""Rows with a code that the answer sheet of a group starts with; further rows may be added."""
OTHER_ROWS = 20
"""The same for every other group."""
OWN_FOLDER = "questionnaires"
"""Where questionnaires of one's own are copied to."""


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
        "date": "Datum des Berichts und Tag 0 seines Plans; nach Ende der Befragung anpassen",
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
        "privacy": "Kleinere Gruppen werden nicht gezeigt; nie unter 3. Bis wann Antworten aufbewahrt\n"
        "# werden: keep_until, etwa {min_group_size: 5, keep_until: {later}}",
        "asked": "Für das Informationsblatt und salesex status; # wegnehmen und ausfüllen",
        "purpose": "Wozu die Bewertung dient, in ein, zwei Sätzen",
        "contact": "Name, E-Mail, Telefon",
    },
    "en": {
        "title": "Assessment of the sales organisation",
        "head": "One client, one wave. Check: salesex validate .  Assess: salesex assess .",
        "language": "Language of results and report: de or en",
        "date": "date of the report and day 0 of its plan; change it when the survey is over",
        "wave": "Name of this round of answers",
        "questionnaires": "Shipped questionnaires, or paths to your own",
        "groups": "Who answers. perspective: self = sales and the management that answers for it,\n"
        "# external = other departments, mirror = customers and partners. Delete what you do not need.\n"
        "# invited = how many were asked; with it the report tells the response rate, say: invited: 12",
        "single": "A single person is shown only with consent; then add these two lines, with the day the\n"
        "    # consent was given (it includes that single answers may be worked out):\n"
        "    # single_role: true\n"
        "    # consent: {date}",
        "privacy": "Smaller groups are not shown; never below 3. Until when answers are kept:\n"
        "# keep_until, say {min_group_size: 5, keep_until: {later}}",
        "asked": "For the information sheet and salesex status; take away the # and fill in",
        "purpose": "What the assessment is for, in a sentence or two",
        "contact": "name, mail, phone",
    },
}


def engagement_files(
    client: str,
    language: str,
    questionnaires: Sequence[Questionnaire],
    today: dt.date,
    own: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Return a new engagement that validates: paths inside its folder to content.

    Parameters
    ----------
    client : name of the client, as reports print it
    language : `de` or `en`
    questionnaires : what is asked, at least one
    today : date of the engagement; its year names the wave
    own : files of the questionnaires that are not shipped, by id; they are copied

    Raises
    ------
    UsageError : the client's name is empty or holds control characters
    """
    if not client.strip() or not client.isprintable():
        raise UsageError("the client's name is empty or holds control characters", "Use --client NAME.")
    seats = [(seat, asked) for seat in SEATS if (asked := _asked(seat, questionnaires))]
    names = [f"./{own_file(part.id)}" if part.id in own else part.id for part in questionnaires]
    files = {"engagement.yaml": _settings(client, language, names, seats, today).encode()}
    files |= {own_file(name): content for name, content in own.items()}
    for seat, asked in seats:
        rows = ROWS.get(seat.id, OTHER_ROWS)
        sheet = answer_sheet(seat, rows, asked, client, language)
        files[f"forms/{seat.id}.xlsx"] = sheet
    return files


def own_file(id: str) -> str:
    """Path of a copied questionnaire inside the folder."""
    return f"{OWN_FOLDER}/{id}.yaml"


def _asked(seat: Seat, questionnaires: Sequence[Questionnaire]) -> list[Questionnaire]:
    return [part for part in questionnaires if seat.asked is None or part.id in seat.asked]


def _settings(
    client: str,
    language: str,
    names: Sequence[str],
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
        f"date: {today.isoformat()}  # {words['date']}",
        f"wave: {_quoted(str(today.year))}  # {words['wave']}",
        "",
        f"# {words['questionnaires']}",
        f"questionnaires: [{', '.join(names)}]",
        "",
        f"# {words['groups']}",
        "groups:",
    ]
    for seat, asked in seats:
        lines += _seat(seat, asked, len(names))
        if seat.id == "management":
            lines.append(f"    # {words['single'].replace('{date}', today.isoformat())}")
    later = f"{today.year + 1}-12-31"
    lines += ["", f"# {words['privacy'].replace('{later}', later)}", "privacy: {min_group_size: 5}", ""]
    return "\n".join([*lines, *_for_those_asked(words, today), ""])


def _for_those_asked(words: Mapping[str, str], today: dt.date) -> list[str]:
    """Lines to fill in; nothing stands behind a key that people will read, so that nobody reads a filler."""
    days = [(today + dt.timedelta(weeks=weeks)).isoformat() for weeks in (0, 1, 3, 6, 8)]
    return [
        f"# {words['asked']}",
        f"# purpose:  # {words['purpose']}",
        f"# contact:  # {words['contact']}",
        "# procedure:",
        f"#   announced: {days[0]}",
        f"#   survey: {{from: {days[1]}, until: {days[2]}}}",
        f"#   presented: {days[3]}",
        f"#   acted: {days[4]}",
    ]


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
