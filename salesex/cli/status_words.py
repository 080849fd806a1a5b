"""Every word of `status` that `assess` does not have, in the language of the engagement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesex.cli.words import CATALOGUE, Words

if TYPE_CHECKING:
    import datetime as dt

GERMAN = {
    "as_of": "Stand {date}",
    "deleted": "Alle Antworten wurden am {date} gelöscht. Ergebnisse und Berichte bleiben, wie sie sind.",
    "unknown": "Ohne `invited` ist nicht zu sehen, wie viele noch fehlen: {groups}.",
    "too_small": "Was noch nicht gezeigt werden kann",
    "all_shown": "Alle Gruppen können gezeigt werden.",
    "shown.none": "noch unter {k} Antworten",
    "shown.never": "noch unter {k} Antworten; bei {invited} Eingeladenen nie allein gezeigt",
    "shown.lost": "noch unter {k} Antworten; bei {invited} Eingeladenen in keiner Zahl",
    "shown.together": "noch unter {k} Antworten, nur mit anderen kleinen Gruppen derselben Sicht gezeigt",
    "shown.incomplete": "noch in keinem Bereich {k} Personen mit genug Antworten (mindestens {share} % der "
    "Aussagen)",
    "shown.incomplete.together": "noch in keinem Bereich {k} Personen mit genug Antworten "
    "(mindestens {share} % der Aussagen), nur mit anderen kleinen Gruppen derselben Sicht gezeigt",
    "shown.part": "noch unter {k} Personen mit genug Antworten: {where}",
    "shown.single": "Einzelperson: noch nicht zu zeigen",
    "shown.no_consent": "Einzelperson: Einwilligung fehlt (`consent`)",
    "sections": "{count} von {of} Bereichen",
    "more": "Was noch fehlt",
    "more.one": "noch 1 Antwort, dann auch Streuung und Kommentare (ab {double})",
    "more.many": "noch {count} Antworten, dann auch Streuung und Kommentare (ab {double})",
    "procedure": "Vorgehen",
    "step.announce": "Ankündigen, was geplant ist",
    "step.survey": "Befragen",
    "step.present": "Ergebnisse vorstellen, besprechen",
    "step.act": "Ziele vereinbaren und handeln",
    "state.open": "offen",
    "state.planned": "geplant",
    "state.running": "läuft",
    "state.done": "erledigt",
    "days": "{start} bis {end}",
    "days.from": "ab {start}",
    "days.until": "bis {end}",
    "undated.one": "Ohne Tag: Schritt {steps}. Er lässt sich unter `procedure` in engagement.yaml eintragen.",
    "undated.many": "Ohne Tag: Schritte {steps}. Sie lassen sich unter `procedure` in engagement.yaml "
    "eintragen.",
    "interviews": "Angehaltene Interviews: {count}",
    "issues.error": "Fehler: {codes}",
    "issues.warning": "Warnungen: {codes}",
    "issues.info": "Hinweise: {codes}",
    "issues.see": "Was und wo, sagt: salesex validate {folder}",
}
ENGLISH = {
    "as_of": "as of {date}",
    "deleted": "All answers were deleted on {date}. Results and reports stay as they are.",
    "unknown": "Without `invited` nobody sees how many are still missing: {groups}.",
    "too_small": "What cannot be shown yet",
    "all_shown": "All groups can be shown.",
    "shown.none": "still under {k} answers",
    "shown.never": "still under {k} answers; with {invited} people invited never shown by itself",
    "shown.lost": "still under {k} answers; with {invited} people invited in no number",
    "shown.together": "still under {k} answers, shown only with other small groups of the same view",
    "shown.incomplete": "in no part {k} people with enough answers yet (at least {share} % of the "
    "statements)",
    "shown.incomplete.together": "in no part {k} people with enough answers yet (at least {share} % of "
    "the statements), shown only with other small groups of the same view",
    "shown.part": "still under {k} people with enough answers: {where}",
    "shown.single": "single person: cannot be shown yet",
    "shown.no_consent": "single person: consent is missing (`consent`)",
    "sections": "{count} of {of} parts",
    "more": "What is still missing",
    "more.one": "1 more answer brings spread and comments, too (from {double} on)",
    "more.many": "{count} more answers bring spread and comments, too (from {double} on)",
    "procedure": "Procedure",
    "step.announce": "Announce what is planned",
    "step.survey": "Survey",
    "step.present": "Present and discuss the results",
    "step.act": "Agree on goals and act",
    "state.open": "open",
    "state.planned": "planned",
    "state.running": "running",
    "state.done": "done",
    "days": "{start} to {end}",
    "days.from": "from {start}",
    "days.until": "until {end}",
    "undated.one": "Without a day: step {steps}. It can be written under `procedure` in engagement.yaml.",
    "undated.many": "Without a day: steps {steps}. They can be written under `procedure` in engagement.yaml.",
    "interviews": "Paused interviews: {count}",
    "issues.error": "errors: {codes}",
    "issues.warning": "warnings: {codes}",
    "issues.info": "infos: {codes}",
    "issues.see": "What and where, says: salesex validate {folder}",
}
OWN = {"de": GERMAN, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class StatusWords(Words):
    """The words of `status` in one language, and those that `assess` has, too."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for a key, its fields filled in."""
        text = OWN[self.language].get(key)
        if text is None:
            return Words.__call__(self, key, **values)
        return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), text)

    def days(self, start: dt.date | None, end: dt.date | None) -> str:
        """Return one day, or from when until when; nothing where neither is known."""
        first, last = (self.date(day.isoformat()) if day else "" for day in (start, end))
        if not first:
            return self("days.until", end=last) if last else ""
        if not last:
            return self("days.from", start=first)
        return first if first == last else self("days", start=first, end=last)


def status_words(language: str) -> StatusWords:
    """Return the words of a language; English where it has none."""
    return StatusWords(language if language in CATALOGUE else "en")
