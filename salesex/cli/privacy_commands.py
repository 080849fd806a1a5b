"""`salesex privacy` and the commands below it, with their options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from salesex.cli.options import (
    Command,
    DocumentFormat,
    Folder,
    Lang,
    Language,
    RecordOf,
    ResultFormat,
    examples,
)
from salesex.errors import UsageError


class EitherOrder(TyperGroup):
    """Takes the folder before the command, too; without a command it is `check`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the command first."""
        words = list(args)
        if words[:1] not in (["-h"], ["--help"]) and not set(words[:1]) & set(self.commands):
            at = next((at for at, word in enumerate(words[:2]) if word in self.commands), None)
            words = ["check", *words] if at is None else [words.pop(at), *words]
        return super().parse_args(ctx, words)


privacy = typer.Typer(
    cls=EitherOrder,
    help="Check, record and delete the personal data of an engagement.",
    epilog=examples(
        "salesex privacy check acme",
        "salesex privacy record acme",
        "salesex privacy purge acme --code KX4P7MW --dry-run",
        "salesex privacy purge acme --expired",
    ),
    rich_markup_mode=None,
)


@privacy.command("check", epilog=examples("salesex privacy check acme", "salesex privacy acme check"))
def check(
    folder: Folder = Path(),
    format: Annotated[ResultFormat, typer.Option("--format", help="How to print it.")] = ResultFormat.text,
    lang: Lang = None,
) -> Command:
    """Show which personal data lies where, and what is to do; exit code 1 where anything is.

    It writes nothing and names no person.
    """
    from salesex.cli.privacy.check import Options

    return Options(folder, format.value, lang and lang.value)


@privacy.command(
    "record",
    epilog=examples(
        "salesex privacy record acme",
        "salesex privacy record acme --as processor",
        "salesex privacy record acme --format html --lang de --output handover",
    ),
)
def record(
    folder: Folder = Path(),
    format: Annotated[DocumentFormat, typer.Option("--format", help="What to make.")] = DocumentFormat.pdf,
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language; without it the engagement's.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FOLDER", help="Where to write them; else DIR/privacy.", show_default=False
        ),
    ] = None,
    by: Annotated[
        RecordOf,
        typer.Option("--as", help="Whose record: of the controller, or of a consultancy as its processor."),
    ] = RecordOf.controller,
) -> Command:
    """Make papers for the file and for the works council.

    A record of processing (Art. 30 GDPR), and an annex for the works council. Both are drafts for the
    data-protection officer. What the engagement does not say is a line to fill in by hand. With
    --as processor: the record that a consultancy keeps of what it does for its client.
    """
    from salesex.cli.privacy.record import Options

    return Options(folder, format, lang and lang.value, output, by)


@privacy.command(
    "purge",
    epilog=examples(
        "salesex privacy purge acme --code KX4P7MW --dry-run",
        "salesex privacy purge acme --code KX4P7MW --code M7C2VPT --yes",
        "salesex privacy purge acme --export umfrage.xlsx --row 3 --group customers --dry-run",
        "salesex privacy purge acme --expired",
    ),
)
def purge(
    folder: Folder = Path(),
    code: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Whose answers to delete; repeat for several."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FILE",
            help="An export that answers were collected from; with --row it says whose.",
            show_default=False,
        ),
    ] = None,
    row: Annotated[
        list[int] | None,
        typer.Option(
            "--row",
            metavar="N",
            min=1,
            help="Row in the export, as a spreadsheet counts; repeat for several.",
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--group", help="The group, where it was named when the export was collected.", show_default=False
        ),
    ] = None,
    map: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="The map of the export, where it has another name.",
            show_default=False,
        ),
    ] = None,
    expired: Annotated[
        bool, typer.Option("--expired", help="Delete all answers and private/, once keep_until has passed.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be deleted, and delete nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    lang: Lang = None,
) -> Command:
    """Delete somebody's answers with every trace of their code, or everything once its time is over.

    Who knows no code is found by the row of the export their answers came from: --export with --row.
    All of it or nothing. That it was done is kept in private/purged.jsonl. Make the results anew
    afterwards: salesex assess.
    """
    if [bool(code), export is not None, expired].count(True) != 1:
        raise UsageError("Name either --code, --export or --expired.", "See `salesex privacy purge --help`.")
    if (export is None) == bool(row) or (export is None and (group, map) != (None, None)):
        raise UsageError(
            "--export FILE and --row N go together; --group and --map go with them.",
            "See `salesex privacy purge --help`.",
        )
    from salesex.cli.privacy.purge import Options, Rows

    rows = Rows(export, tuple(row or ()), group, map) if export else None
    return Options(folder, tuple(code or ()), rows, dry_run, yes, lang and lang.value)
