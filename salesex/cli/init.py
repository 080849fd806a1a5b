"""`salesex init`: make an engagement folder."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from salesex import pipeline, writing
from salesex.cli import DONE
from salesex.cli.output import Output, visible
from salesex.errors import UsageError

_PLAIN_ON_WINDOWS = re.compile(r"[\w.:\\/-]+")


def quoted(path: str, *, windows: bool = os.name == "nt") -> str:
    """Return a path as a shell takes it: in quotes only where it needs them."""
    if not windows:
        return shlex.quote(path)
    return path if _PLAIN_ON_WINDOWS.fullmatch(path) else f'"{path}"'


@dataclass(frozen=True, slots=True)
class Options:
    """Which engagement to make, and where."""

    folder: Path
    client: str | None
    language: str
    questionnaires: tuple[str, ...]
    example: bool

    def __call__(self, output: Output) -> int:
        """Make the folder whole or not at all, and say what to do next."""
        if self.example and (self.client or self.questionnaires):
            raise UsageError("--example takes neither --client nor --questionnaire", "Leave one out.")
        writing.refuse_what_is_there(self.folder)
        new = pipeline.example() if self.example else self._new()
        folder = writing.write_folder(self.folder, new.files, new.empty)
        output.line(visible(str(folder)))
        shown = quoted(visible(str(self.folder)))
        if self.example:
            output.message(f"Next: salesex assess {shown} --report")
        else:
            output.message("Next: look at engagement.yaml, send out the sheets in forms/,")
            output.message(f"put them filled in into responses/, then: salesex assess {shown} --report")
        return DONE

    def _new(self) -> pipeline.NewFolder:
        client = self.client or self.folder.absolute().name
        return pipeline.new_engagement(client, self.language, self.questionnaires, today=dt.date.today())
