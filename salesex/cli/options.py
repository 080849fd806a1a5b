"""What several commands share: kinds of values, common options, how examples stand below a help."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from salesex.cli.completion import complete_keys
from salesex.cli.output import Output

Command = Callable[[Output], int]


class Language(StrEnum):
    """Languages of reports and forms."""

    de = "de"
    en = "en"


class ResultFormat(StrEnum):
    """How an assessment is printed."""

    text = "text"
    json = "json"


class DocumentFormat(StrEnum):
    """What a report is made as."""

    pdf = "pdf"
    html = "html"


class RecordOf(StrEnum):
    """Whose record of processing is made."""

    controller = "controller"
    processor = "processor"


class FormKind(StrEnum):
    """What a form is made as."""

    html = "html"
    xlsx = "xlsx"
    xlsform = "xlsform"
    paper = "paper"


class Reader(StrEnum):
    """For whom a report is made."""

    full = "full"
    management = "management"
    participants = "participants"
    workshop = "workshop"


def examples(*lines: str) -> str:
    """Return the examples below the help of a command, kept line by line."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The engagement folder.", show_default=False)]
Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DIR] [KEY]",
        help="The engagement folder, and the number to explain; either may be left out.",
        show_default=False,
        autocompletion=complete_keys,
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language; without it the engagement's, else English.", show_default=False),
]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail the run, too.")]
