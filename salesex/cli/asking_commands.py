"""Options of the commands that bring answers in; parsing yields what is to be run and runs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesex.cli.options import Command, Folder, Lang, examples


def add_to(app: typer.Typer) -> None:
    """Add the commands to the others, in the order help lists them."""
    app.command(
        epilog=examples(
            "salesex collect acme inbox/*.yaml --dry-run",
            "salesex collect acme inbox/*.yaml inbox/*.xlsx",
            "salesex collect acme inbox/K7M2QX-sales-ex.yaml --replace",
        )
    )(collect)
    app.command(
        epilog=examples(
            "salesex interview acme --group head-of-sales",
            "salesex interview acme --group management --questionnaire sales-ex",
            "salesex interview acme --group management --code K7M2QXB",
        )
    )(interview)


def collect(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[DIR] FILE...", help="The engagement folder, and the filled forms.", show_default=False
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let an answer replace another one of the same person.")
    ] = False,
    any_code: Annotated[
        bool, typer.Option("--any-code", help="Take codes that private/codes.csv does not list, too.")
    ] = False,
    lang: Lang = None,
) -> Command:
    """Take filled forms into responses/, all of them or none.

    A form is a response file of an HTML form, a filled Excel form, or a filled answer sheet.
    """
    from salesex.cli.collect import Options, place_and_files

    folder, files = place_and_files(words)
    return Options(folder, files, dry_run, replace, any_code, lang and lang.value)


def interview(
    group: Annotated[
        str, typer.Option("--group", metavar="GROUP", help="Whom you talk to: a group, by id or title.")
    ],
    folder: Folder = Path(),
    questionnaire: Annotated[
        str | None,
        typer.Option(
            "--questionnaire",
            metavar="ID",
            help="Only this questionnaire; without it all the group is asked.",
            show_default=False,
        ),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code", metavar="CODE", help="The person's code; without it a new one.", show_default=False
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="UNIT", help="The person's unit, where there are any.", show_default=False
        ),
    ] = None,
    lang: Lang = None,
) -> Command:
    """Hold a moderated interview in the terminal, one statement at a time.

    Every answer is kept at once. After a pause or a crash the same command goes on where it was.
    """
    from salesex.cli.interview import Options

    return Options(folder, group, questionnaire, code, unit, lang and lang.value)
