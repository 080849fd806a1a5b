"""The note of what is renamed together: where it is written, when it goes, what it may name."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from salesex import pending, writing
from salesex.errors import CannotRunError
from salesex.leftovers import PENDING_FILE, becomes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files a, b and gone."""
    (tmp_path / "acme" / "responses").mkdir(parents=True)
    for name in ("a", "b", "gone"):
        (tmp_path / "acme" / "responses" / name).write_text(f"former {name}", encoding="utf-8")
    return tmp_path / "acme"


def files(folder: Path) -> dict[Path, bytes]:
    return {folder / "responses" / name: b"new" for name in ("a", "b", "c")}


def state(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


FORMER = {"a": "former a", "b": "former b", "gone": "former gone"}
NEW = {"a": "new", "b": "new", "c": "new"}


def stopping(
    patch: pytest.MonkeyPatch, when: Callable[[Path, Path], bool], error: BaseException
) -> list[dict[str, object]]:
    """Let a rename fail; returns the notes that were there at every rename."""
    plain, notes = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        note = self.parent.parent / PENDING_FILE
        if note.exists():
            notes.append(json.loads(note.read_bytes()))
        if when(self, Path(target)):
            raise error
        return plain(self, target)

    patch.setattr(Path, "replace", replace)
    return notes


def test_the_note_is_there_at_every_rename_and_goes_at_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = stopping(monkeypatch, lambda *_: False, KeyboardInterrupt())
    gone = [folder / "responses" / "gone"]
    writing.write_all(files(folder), gone, engagement=folder)
    assert state(folder) == NEW
    assert len(notes) == 4  # three files get their names, one goes
    first = notes[0]
    assert (first["format"], first["process"], first["gone"]) == (
        "salesex/pending/1",
        os.getpid(),
        ["responses/gone"],
    )
    moves = first["moves"]
    assert isinstance(moves, list)
    assert [becomes(Path(temporary)) for temporary, *_ in moves] == ["a", "b", "c"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), PermissionError(13, "Permission denied")])
@pytest.mark.parametrize("fails", ["a", "b", "c", "gone"])
def test_a_failure_puts_back_and_leaves_no_note(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str, error: BaseException
) -> None:
    with monkeypatch.context() as patch, pytest.raises((KeyboardInterrupt, CannotRunError)):
        stopping(
            patch,
            lambda old, new: (new.name == fails and old.suffix == ".tmp") or old.name == fails == "gone",
            error,
        )
        writing.write_all(files(folder), [folder / "responses" / "gone"], engagement=folder)
    assert state(folder) == FORMER


def test_what_cannot_be_put_back_is_completed_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where another program opens files just then."""
    with monkeypatch.context() as patch, pytest.raises(CannotRunError, match="c cannot be written"):
        stopping(patch, lambda old, new: new.name == "c" or old.name == "a", PermissionError(13, "no"))
        writing.write_all(files(folder), [folder / "responses" / "gone"], engagement=folder)
    assert (folder / PENDING_FILE).exists()
    pending.complete(folder)
    assert state(folder) == NEW


def test_one_file_needs_no_note(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = stopping(monkeypatch, lambda *_: False, KeyboardInterrupt())
    writing.write_all({folder / "responses" / "a": b"new"}, engagement=folder)
    assert notes == [] and not (folder / "private").exists()


def test_files_elsewhere_are_written_without_a_note(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = stopping(monkeypatch, lambda *_: False, KeyboardInterrupt())
    writing.write_all(files(folder) | {folder.parent / "x": b"x"}, engagement=folder)
    assert notes == [] and state(folder) == FORMER | NEW
    assert (folder.parent / "x").exists()


def test_folders_that_lead_elsewhere_are_written_without_a_note(folder: Path) -> None:
    (folder / "responses").rename(folder.parent / "volume")
    try:
        (folder / "responses").symlink_to(folder.parent / "volume", target_is_directory=True)
    except OSError:
        pytest.skip("no right to make links")
    writing.write_all(files(folder), engagement=folder)
    assert state(folder.parent / "volume") == FORMER | NEW
    assert not (folder / "private").exists()


def test_a_path_from_within_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    notes = stopping(monkeypatch, lambda *_: False, KeyboardInterrupt())
    writing.write_all(files(Path()), engagement=Path())
    assert len(notes) == 3 and state(folder) == FORMER | NEW


def test_nothing_is_completed_where_nothing_broke_off(folder: Path) -> None:
    pending.complete(folder)
    assert state(folder) == FORMER


def test_a_note_that_is_a_link_is_refused(folder: Path) -> None:
    (folder / "private").mkdir()
    (folder / "note").write_text(
        '{"format": "salesex/pending/1", "process": 1, "moves": [], "gone": []}', encoding="utf-8"
    )
    try:
        (folder / PENDING_FILE).symlink_to(folder / "note")
    except OSError:
        pytest.skip("no right to make links")
    with pytest.raises(CannotRunError, match="is damaged"):
        pending.complete(folder)
