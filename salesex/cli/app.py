"""Every command with its options and help; parsing yields what is to be run and runs nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from salesex.cli.asking_commands import asking
from salesex.cli.issue_formats import IssueFormat
from salesex.cli.options import (
    Command,
    DocumentFormat,
    Folder,
    Lang,
    Language,
    Reader,
    ResultFormat,
    Strict,
    Words,
    examples,
)
from salesex.cli.privacy_commands import privacy
from salesex.cli.questionnaire_commands import questionnaires
from salesex.errors import UsageError

# The class behind wrong options, the same in every version of typer.
_WrongUse = cast(type[Exception], typer.BadParameter.__mro__[1])


EPILOG = examples(
    "salesex init acme --client 'Acme GmbH' --lang de",
    "salesex validate acme",
    "salesex assess acme --report",
)
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    name="salesex",
    help="Assess how good a sales organisation is: questionnaires in, a board-ready report out.",
    epilog=EPILOG,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)
app.add_typer(questionnaires, name="questionnaires")
app.add_typer(asking)
app.add_typer(privacy, name="privacy")


def parse(words: Sequence[str]) -> Command | None:
    """Return what the words ask for, ready to be run; None where help was all they asked for.

    Raises
    ------
    UsageError : unknown command or option, or a value it does not take
    """
    command = typer.main.get_command(app)
    if "_SALESEX_COMPLETE" in os.environ:
        import_module("typer.completion").completion_init()  # the classes for each shell
    if not words:
        words = ["--help"]
    try:
        found = command.main(list(words), prog_name="salesex", standalone_mode=False)
    except _WrongUse as error:
        raise _usage(
            error, [word for word in words[:1] if word in getattr(command, "commands", ())]
        ) from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except SystemExit:  # whoever read the help has gone
        return None
    return found if callable(found) else None


def _usage(error: Any, named: Sequence[str]) -> UsageError:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "salesex"
    if not context or not context.parent:
        path = " ".join([path, *named])
    message = error.format_message().replace(": Value error, ", ": ")
    return UsageError(message, f"See `{path} --help`.")


def _version(value: bool) -> None:
    if value:
        from salesex import __version__

        typer.echo(f"salesex {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more: infos, too.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program it went wrong.")] = False,
) -> None:
    """Take the global options; `split_global` has read the switches already."""


@app.command(
    epilog=examples(
        "salesex init acme --client 'Acme GmbH' --lang de",
        "salesex init acme --questionnaire sales-ex",
        "salesex init demo --example",
    )
)
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    client: Annotated[
        str | None, typer.Option("--client", metavar="NAME", help="The client's name; else the folder's.")
    ] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the engagement.")] = Language.en,
    questionnaire: Annotated[
        list[str] | None,
        typer.Option(
            "--questionnaire",
            metavar="ID",
            help="A questionnaire to ask: a shipped one, or the path of your own; repeat for several.",
        ),
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="Copy the shipped example instead.")] = False,
) -> Command:
    """Make a new engagement folder.

    It holds settings that validate and an answer sheet per rater group; nothing is ever overwritten.
    """
    from salesex.cli.init import Options

    return Options(folder, client, lang.value, tuple(questionnaire or ()), example)


@app.command(
    epilog=examples(
        "salesex validate acme",
        "salesex validate 'questionnaires/**/*.yaml' --strict",
        "salesex validate . --format sarif --output salesex.sarif",
        "salesex validate - --format json < my-own.yaml",
        "salesex validate --explain Q012",
    )
)
def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="Files, folders or patterns to check; - reads one YAML file from standard input.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        IssueFormat,
        typer.Option("--format", help="How to write issues; json and sarif hold infos without -v, too."),
    ] = IssueFormat.text,
    strict: Strict = False,
    lang: Lang = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", metavar="FILE", help="Write issues to a file; - is stdout.", show_default=False
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help="Explain one rule by its code, with an example, and check nothing.",
            show_default=False,
        ),
    ] = None,
) -> Command:
    """Check questionnaires, engagements and responses."""
    if explain is not None:
        from salesex.cli.rule import explained

        return explained(
            explain, paths, format is not IssueFormat.text or output is not None, lang and lang.value
        )
    if not paths:
        raise UsageError("Missing argument 'PATH...'.", "See `salesex validate --help`.")
    from salesex.cli.validate import Options

    return Options(tuple(paths), format.value, strict, lang and lang.value, output)


@app.command(
    epilog=examples(
        "salesex assess acme",
        "salesex assess acme --report",
        "salesex assess acme --format json",
    )
)
def assess(
    folder: Folder = Path(),
    report: Annotated[bool, typer.Option("--report", help="Make the PDF report, too.")] = False,
    format: Annotated[
        ResultFormat, typer.Option("--format", help="How to print results.")
    ] = ResultFormat.text,
    lang: Lang = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", min=0, help="Seed of random streams; default 20261121.", show_default=False),
    ] = None,
    strict: Strict = False,
) -> Command:
    """Score an engagement and print the result.

    The results are kept in results/, ready for `salesex report`.
    """
    from salesex.cli.assess import Options

    return Options(folder, report, format.value, lang and lang.value, seed, strict)


@app.command(
    epilog=examples(
        "salesex status acme",
        "salesex status acme --format json",
    )
)
def status(
    folder: Folder = Path(),
    format: Annotated[ResultFormat, typer.Option("--format", help="How to print it.")] = ResultFormat.text,
    lang: Lang = None,
    strict: Strict = False,
) -> Command:
    """Show who has answered, what is too small to show, and which steps are open.

    It names groups, never persons, and writes nothing.
    """
    from salesex.cli.status import Options

    return Options(folder, format.value, lang and lang.value, strict)


@app.command(
    epilog=examples(
        "salesex report acme",
        "salesex report acme --format html --lang en --open",
        "salesex report acme --output board.html",
    )
)
def report(
    folder: Folder = Path(),
    format: Annotated[
        DocumentFormat | None,
        typer.Option("--format", help="What to make; else as --output ends, else pdf.", show_default=False),
    ] = None,
    lang: Lang = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Where to write it.", show_default=False),
    ] = None,
    audience: Annotated[
        Reader, typer.Option("--audience", help="For whom: all, board, room, or those who answered.")
    ] = Reader.full,
    sections: Annotated[
        str, typer.Option("--sections", metavar="NAMES", help="Only these, such as summary,gaps.")
    ] = "",
    archive: Annotated[
        bool, typer.Option("--archive", help="Make a PDF/A-3 with results.json inside, to be kept.")
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open it afterwards.")] = False,
) -> Command:
    """Make the report from stored results."""
    from salesex.cli.report import Options

    return Options(
        folder,
        format.value if format else None,
        lang and lang.value,
        output,
        open_it,
        archive,
        audience.value,
        tuple(name.strip() for name in sections.split(",") if name.strip()),
    )


@app.command(
    epilog=examples(
        "salesex explain acme",
        "salesex explain acme sales-ex.strategy",
        "salesex explain acme sales-ex.type@self",
        "salesex explain acme fremdbild-selbstbild.gap.customer",
    )
)
def explain(
    words: Words = None,
    format: Annotated[ResultFormat, typer.Option("--format", help="How to print it.")] = ResultFormat.text,
    lang: Lang = None,
) -> Command:
    """Show how one number of the result came about; without KEY list the keys.

    KEY is QUESTIONNAIRE.ID@SCOPE. Without @SCOPE it is the overall, of a gap self against external.
    """
    from salesex.cli.explain import Options, place_and_key

    return Options(*place_and_key(words or ()), format.value, lang and lang.value)


@app.command(
    epilog=examples(
        "salesex schema questionnaire",
        "salesex schema questionnaire --output questionnaire.schema.json",
    )
)
def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="questionnaire, engagement, response, map or results.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Where to write it; else to stdout.", show_default=False
        ),
    ] = None,
) -> Command:
    """Print the JSON Schema of a kind of file.

    With it an editor completes the keys of a file and explains them.
    """
    from salesex.cli.schema import Options

    return Options(kind, output)


@app.command(epilog=examples("salesex doctor"))
def doctor() -> Command:
    """Look at what is there and what to install."""
    from salesex.cli.doctor import run

    return run
