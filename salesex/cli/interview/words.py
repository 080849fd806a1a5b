"""Every word of an interview, in its language."""

from __future__ import annotations

WORDS = {
    "de": {
        "part": "Fragebogen {number} von {count}",
        "code": "Kennung",
        "questions": "{count} Fragen",
        "question": "Frage {number} von {count}",
        "probe": "Zum Nachfragen:",
        "left_out": "Bisher: ausgelassen",
        "notes": "Notizen: {count}",
        "begin": "Beliebige Taste: beginnen",
        "go_on": "Beliebige Taste: weiter",
        "values": "{low} bis {high}",
        "or": "{one} oder {other}",
        "answer": "{values} antworten",
        "answer_wide": "{values} antworten, dann Enter",
        "skip": "s auslassen",
        "back": "b zurück",
        "next": "Enter weiter",
        "note": "n Notiz",
        "pause": "p Pause",
        "finish": "f fertig",
        "open": "o offene",
        "unknown": "Diese Taste gilt hier nicht.",
        "first": "Das ist die erste Frage.",
        "undecided": "Erst antworten, oder mit s auslassen.",
        "ask_note": "Notiz (Enter speichert, leer verwirft): ",
        "kept_note": "Notiz steht in {file}.",
        "summary": "Zusammenfassung",
        "section": "Abschnitt",
        "answered": "beantwortet",
        "cannot": "weiß nicht",
        "skipped": "ausgelassen",
        "undone": "offen",
        "total": "zusammen",
        "sure": "Noch {count} offen. Trotzdem fertig? Noch einmal f.",
        "paused": "Pausiert. Jede bestätigte Antwort ist gespeichert. So geht es weiter:",
        "nothing": "Keine Antworten, daher ist nichts gespeichert.",
        "stored": "Gespeichert:",
        "all_done": "Das Gespräch mit {code} ist abgeschlossen.",
        "there_are": "Angefangene Gespräche dieser Gruppe:",
        "one": "{code}: {done} von {count} Fragen",
        "choose": "Nummer: weiterführen   n neues Gespräch",
        "many": "Mit --code führen Sie eines davon weiter.",
    },
    "en": {
        "part": "Questionnaire {number} of {count}",
        "code": "Code",
        "questions": "{count} questions",
        "question": "Question {number} of {count}",
        "probe": "To dig deeper:",
        "left_out": "So far: skipped",
        "notes": "Notes: {count}",
        "begin": "Any key: begin",
        "go_on": "Any key: go on",
        "values": "{low} to {high}",
        "or": "{one} or {other}",
        "answer": "{values} answer",
        "answer_wide": "{values} answer, then Enter",
        "skip": "s skip",
        "back": "b back",
        "next": "Enter go on",
        "note": "n note",
        "pause": "p pause",
        "finish": "f finish",
        "open": "o open ones",
        "unknown": "That key does nothing here.",
        "first": "This is the first question.",
        "undecided": "Answer first, or skip with s.",
        "ask_note": "Note (Enter keeps it, empty drops it): ",
        "kept_note": "The note is in {file}.",
        "summary": "Summary",
        "section": "Section",
        "answered": "answered",
        "cannot": "don't know",
        "skipped": "skipped",
        "undone": "open",
        "total": "total",
        "sure": "{count} still open. Finish all the same? Press f again.",
        "paused": "Paused. Every confirmed answer is kept. To go on:",
        "nothing": "No answers, so nothing is stored.",
        "stored": "Stored:",
        "all_done": "The interview with {code} is finished.",
        "there_are": "Interviews of this group that were begun:",
        "one": "{code}: {done} of {count} questions",
        "choose": "Number: go on with it   n new interview",
        "many": "Go on with one of them by --code.",
    },
}


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self._texts = WORDS[language if language in WORDS else "en"]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for a key, its fields filled in; values are never read as fields."""
        text = self._texts[key]
        return text.format(**values) if values else text
