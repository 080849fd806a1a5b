"""Journals of interviews: every confirmed answer is a line on disk before the next question is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesex.errors import CannotRunError
from salesex.model.interview import JOURNAL_FORMAT, Start, Step
from salesex.writing import append_line, reason

FOLDER = "private/interviews"
ENDING = ".jsonl"


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal says; `lines` has the number of the line that last decided an item."""

    path: Path
    start: Start
    decided: dict[str, str | None]
    lines: dict[str, int]


def journal_path(folder: Path, stem: str, questionnaire: str) -> Path:
    """Where the journal of an interview is kept; `stem` is the code as a file name."""
    return folder / FOLDER / f"{stem}-{questionnaire}{ENDING}"


def begin(path: Path, start: Start) -> None:
    """Begin a journal.

    Raises
    ------
    CannotRunError : it cannot be written
    """
    append_line(path, _line(start), only_ours=True)


def note(path: Path, step: Step) -> None:
    """Add a step; it is on disk when this returns.

    Raises
    ------
    CannotRunError : it cannot be written
    """
    append_line(path, _line(step), only_ours=True)


def _line(said: Start | Step) -> bytes:
    import msgspec

    return msgspec.json.encode(said)


def read(path: Path) -> Journal | None:
    """Return what a journal says; None where there is none, or nothing was kept of it.

    A last line without an end was never confirmed, and is passed over.

    Raises
    ------
    CannotRunError : it cannot be read, or a line of it is broken
    """
    import msgspec

    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRunError(f"{path} cannot be read ({reason(error)})", "Check the file.") from error
    decided: dict[str, str | None] = {}
    found: dict[str, int] = {}
    number = 1
    try:
        if not lines:
            return None
        start = msgspec.json.decode(lines[0], type=Start)
        for number, line in enumerate(lines[1:], start=2):
            step = msgspec.json.decode(line, type=Step)
            decided[step.item], found[step.item] = step.answer, number
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        remedy = "Delete that line; the others stay."
        raise CannotRunError(f"line {number} of {path} is broken: {error}", remedy) from error
    if start.format != JOURNAL_FORMAT:
        wrong = f"{path} has the format {start.format}; this salesex reads {JOURNAL_FORMAT}"
        raise CannotRunError(wrong, "Use the version of salesex that wrote it.")
    return Journal(path, start, decided, found)


def journals(folder: Path) -> list[Journal]:
    """Return every journal of an engagement folder, by name.

    Raises
    ------
    CannotRunError : one of them cannot be read
    """
    below = folder / FOLDER
    paths = sorted(below.glob(f"*{ENDING}")) if below.is_dir() else []
    return [found for path in paths if (found := read(path)) is not None]
