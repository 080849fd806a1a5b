"""`salesex doctor`: what is there, what to install."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from pathlib import Path

from salesex import __version__, pipeline
from salesex.cli import CANNOT_RUN, DONE
from salesex.cli.output import Output, visible
from salesex.errors import CannotRunError, SalesexError

Check = Callable[[], str]


def run(output: Output) -> int:
    """Print one line per thing looked at; fail when something is missing."""
    failed = False
    for name, check in CHECKS.items():
        try:
            state, remedy = check(), ""
        except SalesexError as error:
            failed, state, remedy = True, f"missing: {error.message}", error.help
        output.line(f"{name:<16} {visible(state)}")
        if remedy:
            output.line(f"{'':<16} {visible(remedy)}")
    return CANNOT_RUN if failed else DONE


def _salesex() -> str:
    return __version__


def _python() -> str:
    return f"{platform.python_version()} ({sys.executable})"


def _questionnaires() -> str:
    return ", ".join(f"{entry.id} {entry.definition.version}" for entry in pipeline.questionnaires())


def _pdf() -> str:
    pipeline.check_pdf()
    return "Pango found, PDF reports can be made"


def _fonts() -> str:
    import salesex.reports

    folder = Path(salesex.reports.__file__).parent / "fonts"
    found = sorted(folder.glob("*.woff2"))
    if not found:
        raise CannotRunError("no font beside salesex", "Install salesex again.")
    return f"Source Sans 3, {len(found)} files, shipped with salesex"


def _encoding() -> str:
    encoding = sys.stdout.encoding or "unknown"
    try:
        "äöüß–█".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return f"{encoding}; some characters are replaced by similar ones (set PYTHONUTF8=1 for all)"
    return f"{encoding}, shows every character salesex prints"


CHECKS: dict[str, Check] = {
    "salesex": _salesex,
    "Python": _python,
    "Questionnaires": _questionnaires,
    "Pango": _pdf,
    "Fonts": _fonts,
    "Encoding": _encoding,
}
