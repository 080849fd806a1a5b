"""`salesex forms`: make the forms people answer in."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from salesex import locking, pipeline, writing
from salesex.cli import CANNOT_RUN, DONE
from salesex.cli.options import FormKind
from salesex.cli.output import Output, spelled, visible
from salesex.cli.words import words_for
from salesex.pipeline.asking import MOST_MINUTES, Forms
from salesex.pipeline.notices import Notice

WORDS = {
    "de": {
        "warning": "Warnung",
        "minutes": "Minuten zum Antworten, etwa:",
        "keep": "{file} bleibt bei Ihnen und gehört in keine Versionsverwaltung.",
        "no_paper": "Warnung: keine Formulare auf Papier, denn dafür fehlt Pango. So kommt es dazu:",
        "long": "{questionnaire} dauert " + str(MOST_MINUTES) + " Minuten oder länger; viele geben dann auf.",
        "apart": "Jedes Formular erzeugt seinen eigenen Code: Wer zwei Fragebögen beantwortet, zählt als "
        "zwei Personen. Mit --n bekommt jede Person einen Code für alle.",
        "over": "{group} hat {count} Codes, aber nur {invited} Eingeladene (invited). Codes, die niemand "
        "hat, bitte nicht verteilen.",
        "left_out": "Es gibt kein Formular von {questionnaire} für {group} in der Sprache {language}: Ein "
        "Text fehlt in ihr. `salesex validate` nennt ihn.",
        "no_sheet": "Es gibt kein Informationsblatt in der Sprache {language}: In ihr fehlt {places}.",
        "missing": "`{key}` ist in engagement.yaml nicht ausgefüllt: Auf dem Informationsblatt {lost}.",
        "pages": "{name} braucht {count} Seiten; kürzen Sie `purpose` oder `contact`.",
    },
    "en": {
        "warning": "warning",
        "minutes": "Minutes to answer, about:",
        "keep": "Keep {file} to yourself, and out of version control.",
        "no_paper": "warning: no forms on paper, because Pango is missing. This installs it:",
        "long": "{questionnaire} takes " + str(MOST_MINUTES) + " minutes or more; many people give up.",
        "apart": "Every form makes a code of its own: who answers two questionnaires counts as two people. "
        "With --n everybody gets one code for all.",
        "over": "{group} has {count} codes, but only {invited} people are invited. Do not hand out codes "
        "that nobody has.",
        "left_out": "there is no form of {questionnaire} for {group} in {language}: a text lacks the "
        "language; `salesex validate` names it.",
        "no_sheet": "there is no information sheet in {language}: {places} lacks the language",
        "missing": "`{key}` is not filled in in engagement.yaml: on the information sheet {lost}.",
        "pages": "{name} needs {count} pages; shorten `purpose` or `contact`.",
    },
}
LOST = {
    "de": {
        "purpose": "steht nur allgemein, wozu die Bewertung dient",
        "contact": "steht niemand, an den man sich wenden kann",
        "privacy: keep_until": "steht nicht, wie lange Antworten aufbewahrt werden",
        "report: author": "steht nicht, wer einzelne Antworten sieht",
        "procedure: survey: until": "steht nicht, bis wann man antworten kann",
        "procedure: presented": "steht nicht, wann man von den Ergebnissen erfährt",
    },
    "en": {
        "purpose": "a general text says what the assessment is for",
        "contact": "nobody is named whom people can turn to",
        "privacy: keep_until": "it does not say how long answers are kept",
        "report: author": "it does not name who sees single answers",
        "procedure: survey: until": "it does not say until when people can answer",
        "procedure: presented": "it does not say when people hear the results",
    },
}
"""What the information sheet loses without a key of the engagement."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which forms to make, and where."""

    folder: Path
    groups: tuple[str, ...]
    questionnaires: tuple[str, ...]
    formats: tuple[FormKind, ...]
    language: str | None
    n: int | None
    output: Path | None

    def __call__(self, output: Output) -> int:
        """Make all forms or none, print their paths, and say how long they take."""
        output.language = self.language
        alone = nullcontext() if self.n is None else locking.only_writer(self.folder)  # for codes.csv
        with alone, output.progress("Making the forms …") as show:
            made = pipeline.forms(
                self.folder,
                groups=self.groups,
                questionnaires=self.questionnaires,
                formats=[kind.value for kind in self.formats],
                language=self.language,
                n=self.n,
                output=self.output,
                today=dt.date.today(),
                progress=lambda done, of: show(f"{done} of {of}"),
            )
            writing.write_all(made.files)
        language = self.language or made.language
        for path in made.files:
            output.line(visible(path.as_posix()))
        for line in _more(made, language):
            output.message(spelled(line, sys.stderr.encoding))
        return self._end(made, language, output)

    def _end(self, made: Forms, language: str, output: Output) -> int:
        """Say why nothing is on paper, which is a failure only where paper was asked for."""
        if made.no_paper is None:
            return DONE
        if FormKind.paper in self.formats:
            output.failure(made.no_paper)
            return CANNOT_RUN
        from salesex.reports.render import pango_command

        output.message(spelled(WORDS[language]["no_paper"], sys.stderr.encoding))
        output.message(f"  {visible(pango_command())}")
        return DONE


def _more(made: Forms, language: str) -> Iterator[str]:
    """What should be known, how long answering takes, and what to keep."""
    words = WORDS[language]
    for notice in made.notices:
        yield _told(notice, language)
    listed = ", ".join(f"{name} {minutes}" for name, minutes in made.minutes.items())
    yield f"{words['minutes']} {listed}"
    if made.codes is not None:
        yield words["keep"].format(file=made.codes.as_posix())


def _told(notice: Notice, language: str) -> str:
    say = words_for(language).text
    words = WORDS[language]
    values = {name: say(value) for name, value in notice.values.items()}
    if notice.about == "missing":
        values["lost"] = LOST[language][values["key"]]
    return f"{words['warning']}: {words[notice.about].format(**values)}"
