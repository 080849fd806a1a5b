"""`salesex questionnaires` and the commands below it, with their options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesex.cli.options import Command, Language, examples

questionnaires = typer.Typer(
    help="List, show or copy the shipped questionnaires.",
    epilog=examples(
        "salesex questionnaires",
        "salesex questionnaires show sales-ex --lang de",
        "salesex questionnaires copy sales-ex my-own.yaml",
    ),
    rich_markup_mode=None,
)


@questionnaires.callback(invoke_without_command=True)
def list_questionnaires(context: typer.Context) -> Command | None:
    """List, show or copy the shipped questionnaires."""
    from salesex.cli.questionnaires import List

    return None if context.invoked_subcommand else List()


@questionnaires.command("list", epilog=examples("salesex questionnaires list"))
def list_by_name() -> Command:
    """List the shipped questionnaires, as without a command."""
    from salesex.cli.questionnaires import List

    return List()


@questionnaires.command(
    "show",
    epilog=examples(
        "salesex questionnaires show sales-ex --lang de", "salesex questionnaires show my-own.yaml"
    ),
)
def show_questionnaire(
    id: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the path of a file of your own.")],
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language; without it English if it has it.", show_default=False),
    ] = None,
) -> Command:
    """Show one questionnaire: instruction, scale and statements."""
    from salesex.cli.questionnaires import Show

    return Show(id, lang and lang.value)


@questionnaires.command("copy", epilog=examples("salesex questionnaires copy sales-ex my-own.yaml"))
def copy_questionnaire(
    id: Annotated[str, typer.Argument(metavar="ID", help="Its id.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")],
) -> Command:
    """Copy one questionnaire, as the start of your own."""
    from salesex.cli.questionnaires import Copy

    return Copy(id, file)
