"""Journals of interviews: every confirmed answer is a line on disk before the next question is asked.

An interview is finished when its journal says so, and only then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesex import locking
from salesex.errors import CannotRunError
from salesex.model.interview import JOURNAL_FORMAT, End, Start, Step
from salesex.plainly import reason
from salesex.writing import append_line

FOLDER = "private/interviews"
ENDING = ".jsonl"
LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal says; `lines` has the number of the line that last decided an item."""

    path: Path
    start: Start
    decided: dict[str, str | None]
    lines: dict[str, int]
    is_finished: bool = False


def journal_path(folder: Path, stem: str, questionnaire: str) -> Path:
    """Where the journal of an interview is kept; `stem` is the code as a file name."""
    return folder / FOLDER / f"{stem}-{questionnaire}{ENDING}"


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a journal for as long as the interview lasts: nobody else goes on with it meanwhile.

    Raises
    ------
    CannotRunError : somebody does already, or the lock cannot be written
    """
    busy = f"the interview in {path} is being held in another window"
    with locking.only_one(path.with_suffix(LOCK), busy, "Go on there, or take another code."):
        yield


def is_held(path: Path) -> bool:
    """Whether somebody is holding that interview, perhaps before its first answer."""
    return locking.is_held(path.with_suffix(LOCK))


def begin(path: Path, start: Start) -> None:
    """Begin a journal.

    Raises
    ------
    CannotRunError : there is one, or it cannot be written
    """
    if read(path) is not None:
        raise CannotRunError(f"{path} exists already", "Start again to go on with that interview.")
    append_line(path, _line(start), only_ours=True)


def note(path: Path, said: Step | End) -> None:
    """Add a step, or the end; it is on disk when this returns.

    Raises
    ------
    CannotRunError : it cannot be written
    """
    append_line(path, _line(said), only_ours=True)


def _line(said: Start | Step | End) -> bytes:
    import msgspec

    return msgspec.json.encode(said)


def read(path: Path) -> Journal | None:
    """Return what a journal says; None where there is none, or nothing was kept of it.

    A last line without an end was never confirmed, and is passed over. What is decided after an end
    begins the interview anew.

    Raises
    ------
    CannotRunError : it cannot be read, or a line of it is broken
    """
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRunError(f"{path} cannot be read ({reason(error)})", "Check the file.") from error
    if not lines:
        return None
    start = _start(path, lines[0])
    decided: dict[str, str | None] = {}
    found: dict[str, int] = {}
    is_finished = False
    for number, line in enumerate(lines[1:], start=2):
        said = _decoded(path, number, line)
        is_finished = isinstance(said, End)
        if isinstance(said, Step):
            decided[said.item], found[said.item] = said.answer, number
    return Journal(path, start, decided, found, is_finished)


def _start(path: Path, line: bytes) -> Start:
    """The first line; of another version nothing else is looked at."""
    import msgspec

    remedy = "Put the file back from a backup: only its first line says whose interview it is."
    try:
        content = _content(line)
        named = content.get("format")
        if named != JOURNAL_FORMAT and isinstance(named, str):
            wrong = f"{path} has the format {named}; this salesex reads {JOURNAL_FORMAT}"
            raise CannotRunError(wrong, "Use the version of salesex that wrote it.")
        return msgspec.convert(content, Start)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CannotRunError(f"line 1 of {path} is broken: {error}", remedy) from error


def _decoded(path: Path, number: int, line: bytes) -> Step | End:
    import msgspec

    try:
        content = _content(line)
        return msgspec.convert(content, End) if "finished" in content else msgspec.convert(content, Step)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        remedy = "Delete that line; the others stay."
        raise CannotRunError(f"line {number} of {path} is broken: {error}", remedy) from error


def _content(line: bytes) -> dict[str, Any]:
    import msgspec

    return msgspec.json.decode(line, type=dict[str, Any])


def journals(folder: Path, unreadable: list[CannotRunError]) -> list[Journal]:
    """Return the journals of an engagement, by name; why others cannot be read is added to the list."""
    below = folder / FOLDER
    found = []
    for path in sorted(below.glob(f"*{ENDING}")) if below.is_dir() else []:
        try:
            journal = read(path)
        except CannotRunError as error:
            unreadable.append(error)
        else:
            found += [journal] if journal is not None else []
    return found
