"""The commands by which people are asked, with their options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesex.cli.options import Command, Folder, FormKind, Language, examples

asking = typer.Typer(rich_markup_mode=None)


@asking.command(
    epilog=examples(
        "salesex forms acme",
        "salesex forms acme --group sales-team --lang de --format html --n 12",
    )
)
def forms(
    folder: Folder = Path(),
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="ID", help="Only for this group; repeat for several."),
    ] = None,
    questionnaire: Annotated[
        list[str] | None,
        typer.Option("--questionnaire", metavar="ID", help="Only of this one; repeat for several."),
    ] = None,
    format: Annotated[
        list[FormKind] | None,
        typer.Option("--format", help="What to make; repeat for several, all without it."),
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language; without it all there are.", show_default=False),
    ] = None,
    n: Annotated[
        int | None,
        typer.Option(
            "--n", min=1, max=1000, help="Make a form for each of N codes per group.", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FOLDER", help="Where to write them; else DIR/forms.", show_default=False
        ),
    ] = None,
) -> Command:
    """Make the forms people answer in.

    For phones (html), spreadsheets (xlsx) and survey tools (xlsform). Codes stay as they are once made;
    the list of them is kept in private/codes.csv.
    """
    from salesex.cli.forms import Options

    return Options(
        folder,
        tuple(group or ()),
        tuple(questionnaire or ()),
        tuple(format or FormKind),
        lang and lang.value,
        n,
        output,
    )
