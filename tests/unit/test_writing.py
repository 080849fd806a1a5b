"""Writing: whole files or none, all that belong together or none of them."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from salesex import writing
from salesex.errors import CannotRunError


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_an_interrupted_write_leaves_the_former_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "results.json"
    path.write_bytes(b"former")

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    expected = CannotRunError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as caught:
        writing.write_atomic(path, b"new")
    assert path.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [path]
    if isinstance(caught.value, CannotRunError):
        assert "Make room" in caught.value.help


def test_a_file_open_elsewhere_says_what_to_close(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(b"former")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(CannotRunError) as caught:
        writing.write_atomic(path, b"new")
    assert "Excel" in caught.value.help
    assert path.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(CannotRunError, match="folder"):
        writing.write_atomic(tmp_path / "out", b"x")


def test_write_new_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    assert writing.write_new(path, b"first") == path
    with pytest.raises(CannotRunError, match="exists already"):
        writing.write_new(path, b"second")
    assert path.read_bytes() == b"first"


def test_write_folder_makes_all_of_it(tmp_path: Path) -> None:
    folder = writing.write_folder(tmp_path / "new", {"a.txt": b"1", "sub/b.txt": b"2"}, ("empty",))
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    assert found == ["a.txt", "empty", "sub", "sub/b.txt"]
    assert list(tmp_path.iterdir()) == [folder]


def test_write_folder_takes_an_empty_folder_and_refuses_a_full_one(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    writing.write_folder(folder, {"a.txt": b"1"})
    with pytest.raises(CannotRunError, match=r"it holds a\.txt"):
        writing.write_folder(folder, {"a.txt": b"2"})
    assert (folder / "a.txt").read_bytes() == b"1"


def test_an_empty_folder_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that stands in it still does; its parent need not be writable."""
    folder = tmp_path / "new"
    folder.mkdir()
    before = folder.stat().st_ino
    monkeypatch.chdir(folder)
    writing.write_folder(".", {"a.txt": b"1", "sub/b.txt": b"2"}, ("empty",))
    assert folder.stat().st_ino == before
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "empty", "sub"]
    assert Path("sub/b.txt").read_bytes() == b"2"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), PermissionError(errno.EACCES, "Permission denied")])
@pytest.mark.parametrize("after", [False, True])
def test_an_empty_folder_is_empty_again_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: bool
) -> None:
    real = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if target == tmp_path / "b.txt":
            if after:
                real(self, target)
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises((CannotRunError, KeyboardInterrupt)):
        writing.write_folder(tmp_path, {"a.txt": b"1", "b.txt": b"2", "c.txt": b"3"})
    assert list(tmp_path.iterdir()) == []


def test_what_another_program_wrote_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_bytes

    def meanwhile(self: Path, data: bytes) -> int:
        real(tmp_path / "b.txt", b"mine")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", meanwhile)
    with pytest.raises(CannotRunError, match="another program has written there"):
        writing.write_folder(tmp_path, {"a.txt": b"1", "b.txt": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
    assert (tmp_path / "b.txt").read_bytes() == b"mine"


def test_a_folder_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_bytes

    def fail(self: Path, data: bytes) -> int:
        if self.name == "b.txt":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(CannotRunError):
        writing.write_folder(tmp_path / "new", {"a.txt": b"1", "b.txt": b"2"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), PermissionError(errno.EACCES, "Permission denied")])
@pytest.mark.parametrize("fails", ["a", "b", "c"])
@pytest.mark.parametrize("links", [True, False])
def test_files_that_belong_together_are_written_all_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, fails: str, links: bool
) -> None:
    """`b` is new; whichever rename fails, the others are as they were."""
    paths = [tmp_path / name for name in "abc"]
    paths[0].write_bytes(b"former a")
    paths[2].write_bytes(b"former c")
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if Path(target).name == fails and self.suffix == ".tmp":
            raise error
        return real(self, target)

    def unknown(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", fail)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", unknown)
    with pytest.raises((CannotRunError, KeyboardInterrupt)):
        writing.write_all(dict.fromkeys(paths, b"new"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a": b"former a",
        "c": b"former c",
    }


def test_an_interruption_after_a_rename_puts_the_former_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / name for name in "ab"]
    paths[0].write_bytes(b"former")
    real = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        done = real(self, target)
        if self.suffix == ".tmp":
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writing.write_all(dict.fromkeys(paths, b"new"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"former"}


def test_all_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"former")
    writing.write_all({tmp_path / "a": b"1", tmp_path / "new" / "b": b"2"})
    found = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert {name: path.read_bytes() for name, path in found.items()} == {"a": b"1", "new/b": b"2"}


def dead_process() -> int:
    """Return the number of a process that is over."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.parametrize("ending", ["-abcd1234.tmp", ".kept"])
def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path, ending: str) -> None:
    left = tmp_path / f".P1-own.yaml-{dead_process()}{ending}"
    left.write_bytes(b"answers")
    os.utime(left, (0, 0))  # on Windows only the age tells
    writing.write_atomic(tmp_path / "P2-own.yaml", b"other")
    assert [path.name for path in tmp_path.iterdir()] == ["P2-own.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="there, to ask a process whether it runs would end it")
def test_on_unix_it_goes_at_once(tmp_path: Path) -> None:
    (tmp_path / f".P1-own.yaml-{dead_process()}-abcd1234.tmp").write_bytes(b"answers")
    writing.write_atomic(tmp_path / "P2-own.yaml", b"other")
    assert [path.name for path in tmp_path.iterdir()] == ["P2-own.yaml"]


def test_what_others_still_need_or_have_made_themselves_stays(tmp_path: Path) -> None:
    kept = {f".P1-own.yaml-{os.getpid()}-abcd1234.tmp", ".my-notes.tmp", ".a-12.keep", "P1-7-abcd1234.tmp"}
    for name in kept:
        (tmp_path / name).write_bytes(b"answers")
    writing.write_atomic(tmp_path / "P2-own.yaml", b"other")
    assert {path.name for path in tmp_path.iterdir()} == kept | {"P2-own.yaml"}


def test_a_process_killed_in_the_middle_leaves_what_the_next_write_removes(tmp_path: Path) -> None:
    """The real thing: killed between two renames, then another file is written there."""
    program = (
        "import os, sys; from pathlib import Path; from salesex import writing\n"
        "folder = Path(sys.argv[1]); rename = Path.replace\n"
        "def stop(self, target):\n"
        "    if target.name == 'b': os._exit(9)\n"
        "    return rename(self, target)\n"
        "Path.replace = stop\n"
        "writing.write_all({folder / 'a': b'new', folder / 'b': b'new'})\n"
    )
    for name in "ab":
        (tmp_path / name).write_bytes(b"former")
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False).returncode == 9
    left = [path for path in tmp_path.iterdir() if path.name not in "ab"]
    assert sorted(path.suffix for path in left) == [".kept", ".kept", ".tmp"]
    for path in left:
        os.utime(path, (0, 0))
    writing.write_atomic(tmp_path / "c", b"other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("umask", [0o022, 0o002])
def test_what_people_answered_is_closed_to_other_accounts(
    tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    sync = os.fsync

    def look(handle: int) -> None:
        seen.append(os.fstat(handle).st_mode & 0o777)
        sync(handle)

    monkeypatch.setattr(os, "fsync", look)
    before = os.umask(umask)
    try:
        folder = writing.write_folder(
            tmp_path / "acme",
            {"responses/K1.csv": b"", "engagement.yaml": b""},
            ("responses", "private", "results"),
        )
        names = ["private/origins.json", "responses/P1-own.yaml"]
        writing.write_all({folder / name: b"x" for name in names})
        for name in ("private/interviews/P1.jsonl", "notes/P1.md"):
            writing.append_line(folder / name, b"x", only_ours=True)
    finally:
        os.umask(before)
    modes = {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    ours = {name for name in modes if name.partition("/")[0] in {"private", "responses", "notes"}}
    assert {modes[name] for name in ours if (folder / name).is_dir()} == {0o700}
    assert {modes[name] for name in ours if (folder / name).is_file()} == {0o600}
    assert modes["engagement.yaml"] == 0o666 & ~umask
    assert modes["results"] == 0o777 & ~umask
    assert all(mode & 0o077 == 0 for mode in seen if mode & 0o100 == 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_folder_shared_with_a_group_stays_shared(tmp_path: Path) -> None:
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses").chmod(0o770)
    path = writing.write_atomic(tmp_path / "responses" / "P1-own.yaml", b"x")
    assert path.stat().st_mode & 0o777 == 0o660
    (tmp_path / "responses").chmod(0o755)
    path.chmod(0o644)
    assert writing.write_atomic(path, b"y").stat().st_mode & 0o777 == 0o600


def test_files_are_written_and_removed_together(tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept.csv", tmp_path / "gone.csv"
    kept.write_bytes(b"former")
    gone.write_bytes(b"gone")
    writing.write_all({kept: b"new"}, [gone, tmp_path / "never there.csv"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"kept.csv": b"new"}


@pytest.mark.parametrize("last", [0, 1, 2])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), PermissionError(errno.EACCES, "in use")])
def test_what_was_removed_comes_back_when_the_rest_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, last: int
) -> None:
    names = ("a", "b", "c")
    for name in names:
        (tmp_path / name).write_bytes(b"former")
    plain, calls = Path.replace, iter(range(last + 1))

    def fail(self: Path, target: Path) -> Path:
        if next(calls, None) == last:
            raise error
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((KeyboardInterrupt, CannotRunError)):
        writing.write_all({tmp_path / "a": b"new"}, [tmp_path / "b", tmp_path / "c"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(names, b"former")


def test_a_folder_is_not_removed_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotRunError):
        writing.write_all({tmp_path / "a": b"new"}, [tmp_path / "folder"])
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
