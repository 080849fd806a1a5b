"""The commands by which people are asked, with their options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesex.cli.options import Command, Folder, FormKind, Lang, Language, examples

asking = typer.Typer(rich_markup_mode=None)


@asking.command(
    epilog=examples(
        "salesex forms acme",
        "salesex forms acme --group sales-team --lang de --format html --n 12",
        "salesex forms acme --group service --format paper",
    )
)
def forms(
    folder: Folder = Path(),
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group", metavar="ID", help="Only for this group, by id or title; repeat for several."
        ),
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

    For phones (html), spreadsheets (xlsx), survey tools (xlsform) and paper (PDF, some seconds each;
    by default without codes). Without --format also the information sheet. Codes stay as they are once
    made; the list of them is kept in private/codes.csv.
    """
    from salesex.cli.forms import Options

    return Options(
        folder,
        tuple(group or ()),
        tuple(questionnaire or ()),
        tuple(format or ()),
        lang and lang.value,
        n,
        output,
    )


@asking.command(
    epilog=examples(
        "salesex collect acme inbox/*.yaml --dry-run",
        "salesex collect acme inbox/*.yaml inbox/*.xlsx",
        "salesex collect acme inbox/KX4P7MW-sales-ex.yaml --replace",
        "salesex collect acme results-survey.csv --group sales-team",
        "salesex collect acme results-survey.csv --draft-map",
    )
)
def collect(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR] FILE...",
            help="The engagement folder, and the filled forms or exports.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let a newer answer or form replace a person's older one.")
    ] = False,
    any_code: Annotated[
        bool, typer.Option("--any-code", help="Take codes that private/codes.csv does not list, too.")
    ] = False,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="ID", help="The group of all rows of an export.", show_default=False),
    ] = None,
    map: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="What the columns of an export are; without it the maps kept in DIR/maps.",
            show_default=False,
        ),
    ] = None,
    draft_map: Annotated[
        bool, typer.Option("--draft-map", help="Write such a map for you to complete, and nothing else.")
    ] = False,
    lang: Lang = None,
) -> Command:
    """Take filled forms and exports of survey tools into responses/, all of them or none.

    A form is a response file of an HTML form, a filled Excel form, or a filled answer sheet. An export is
    a CSV or XLSX file of a survey tool, or any table with a column for each question.
    """
    from salesex.cli.collect import Options, place_and_files

    folder, files = place_and_files(words or ())
    spoken = lang and lang.value
    if draft_map:
        from salesex.cli.draft_map import Options as DraftOptions

        return DraftOptions(folder, files, map, group, spoken, dry_run, refused=replace or any_code)
    return Options(folder, files, dry_run, replace, any_code, map, group, spoken)


@asking.command(
    epilog=examples(
        "salesex interview acme --group head-of-sales",
        "salesex interview acme --group management --questionnaire sales-ex",
        "salesex interview acme --group management --code KX4P7MW",
    )
)
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
            "--code",
            metavar="CODE",
            help="The person's code; else an unused one of the list, or a new one.",
            show_default=False,
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="UNIT", help="The person's unit, where there are any.", show_default=False
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let its answers replace others of the person, without asking.")
    ] = False,
    lang: Lang = None,
) -> Command:
    """Hold a moderated interview in the terminal, one statement at a time.

    Every answer is kept at once. After a pause or a crash the same command goes on where it was.
    """
    from salesex.cli.interview import Options

    return Options(folder, group, questionnaire, code, unit, lang and lang.value, replace)
