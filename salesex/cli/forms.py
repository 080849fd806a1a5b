"""`salesex forms`: make the forms people answer in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from salesex import pipeline, writing
from salesex.cli import CANNOT_RUN, DONE
from salesex.cli.options import FormKind
from salesex.cli.output import Output, visible
from salesex.pipeline.asking import MOST_MINUTES, Forms


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
        with output.progress("Making the forms …") as show:
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
        for path in made.files:
            output.line(visible(path.as_posix()))
        _say_more(made, output)
        return self._end(made, output)

    def _end(self, made: Forms, output: Output) -> int:
        """Say why nothing is on paper, which is a failure only where paper was asked for."""
        if made.no_paper is None:
            return DONE
        if FormKind.paper in self.formats:
            output.failure(made.no_paper)
            return CANNOT_RUN
        output.message(f"warning: no forms on paper: {visible(made.no_paper.message)}")
        for line in made.no_paper.help.splitlines():
            output.message(f"  {visible(line)}".rstrip())
        return DONE


def _say_more(made: Forms, output: Output) -> None:
    for reason in (*made.left_out, *made.warnings):
        output.message(f"warning: {visible(reason)}")
    listed = ", ".join(f"{name} {minutes}" for name, minutes in made.minutes.items())
    output.message(f"Minutes to answer, about: {visible(listed)}")
    for name, minutes in made.minutes.items():
        if minutes >= MOST_MINUTES:
            output.message(f"warning: {name} takes {MOST_MINUTES} minutes or more; many people give up.")
    if made.codes is not None:
        output.message(f"Keep {visible(made.codes.as_posix())} to yourself, and out of version control.")
