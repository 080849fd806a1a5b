"""A computer that fails while `collect` writes: the same command again, and all is as if nothing had been."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from salesex import catalogue, leftovers
from salesex.leftovers import PENDING_FILE

BASE = Path(catalogue.__file__).parent / "examples" / "base"
FORM = 'format: salesex/response/1\n# "own" "1.0.0" de\nrespondent: P1\ngroup: team\nanswers: {%s}\n'
HEAD = "Nr;L1;L2;L3\n"
ROWS = "1;4;2;3\n2;1;5;?\n3;2;2;4\n"
CASES = {
    "plain": ([], [ROWS, "--group", "team"]),
    "R083": ([FORM % "L1: 4, L2: 2"], [FORM % "L1: 5, L2: 2", "--replace"]),
    "R087": ([FORM % "L1: 4, L2: 2"], [FORM % "L1: 4", "--replace"]),
    "R123": ([ROWS, "--group", "team"], [ROWS, "--group", "service", "--replace"]),
}
"""What is collected before, and what is being collected when the computer fails."""
Command: TypeAlias = Callable[[str], list[str]]
CHANGES = ((Path, "replace"), (Path, "unlink"), (Path, "hardlink_to"), (os, "fsync"))


class KilledError(BaseException):
    """From here on this process changes nothing."""


@contextmanager
def killed_at(number: int, *, renames: bool = False) -> Iterator[None]:
    """Let everything that changes a file fail from the n-th time on, or from the n-th rename on."""
    left = number

    def dying(name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def change(about: Any, *words: Any, **more: Any) -> Any:
            if isinstance(about, Path) and about.name.endswith(".lock"):
                return plain(about, *words, **more)  # the system frees a lock
            nonlocal left
            left -= not renames or name == "replace"
            if left <= 0:
                raise KilledError
            return plain(about, *words, **more)

        return change

    with pytest.MonkeyPatch.context() as patch:
        for where, name in CHANGES:
            patch.setattr(where, name, dying(name, getattr(where, name)))
        yield


def state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Make the folder of a case, `acme`, and return the command that is going to be killed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("secrets.token_hex", lambda _: "5a17" * 8)
    monkeypatch.setattr(leftovers, "_is_at_work", lambda *_: False)  # killed here is not dead

    def made(case: str) -> list[str]:
        from salesex.cli import run

        shutil.copytree(BASE, "acme")
        Path("acme/responses/a.csv").unlink()
        before, now = CASES[case]
        for words in (before, now):
            if words:
                text, *options = words
                name = "form.yaml" if "format" in text else "list.csv"
                Path(name).write_text(text if "format" in text else HEAD + text, encoding="utf-8")
                if words is before:
                    assert run(["collect", "acme", name, *options, "--quiet"]) == 0
        return ["collect", "acme", name, *options, "--quiet"]

    yield made


def ran_clean(command: list[str]) -> dict[str, bytes]:
    """What the folder holds when nothing fails."""
    from salesex.cli import run

    shutil.copytree("acme", "base")
    assert run(command) == 0
    return state(Path("acme"))


def half_done(command: list[str]) -> dict[str, bytes]:
    """Kill the command between origins and responses; return what the folder should hold."""
    wanted = ran_clean(command)
    shutil.rmtree("acme")
    shutil.copytree("base", "acme")
    assert killed(3, command, renames=True)  # the note, the origins
    found = state(Path("acme"))
    assert PENDING_FILE in found and found["private/origins.json"] == wanted["private/origins.json"]
    assert any(found.get(name) != data for name, data in wanted.items())
    return wanted


def again(points: Iterable[int], command: list[str], wanted: dict[str, bytes], *, twice: int = 0) -> int:
    """Kill the command at points until it ends, run it once more; return after how many it was half done.

    `twice`: kill also the second one, at this point.
    """
    from salesex.cli import run

    folder, half, before = Path("acme"), 0, state(Path("base"))
    for number in points:
        shutil.rmtree(folder)
        shutil.copytree("base", folder)
        if not killed(number, command):
            break
        left = {name: data for name, data in state(folder).items() if not Path(name).name.startswith(".")}
        half += left not in (before, wanted)
        if twice:
            killed(twice, command)
        assert run(command) == 0, number
        assert state(folder) == wanted, number
    return half


def killed(number: int, command: list[str], *, renames: bool = False) -> bool:
    """Run the command and kill it at a point; return whether it came that far."""
    from salesex.cli import run

    with killed_at(number, renames=renames):
        try:
            assert run(command) == 0
        except KilledError:
            return True
    return False


@pytest.mark.parametrize("case", CASES)
def test_killed_between_two_files_the_same_command_completes_it(case: str, command: Command) -> None:
    from salesex.cli import run

    words = command(case)
    wanted = half_done(words)
    assert run(words) == 0
    assert state(Path("acme")) == wanted


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_killed_at_any_point_the_same_command_completes_it(case: str, command: Command) -> None:
    words = command(case)
    assert again(range(1, 200), words, ran_clean(words))


@pytest.mark.long
@pytest.mark.parametrize("second", range(1, 16, 3))
def test_killed_once_more_while_it_is_completed(second: int, command: Command) -> None:
    words = command("R123")
    assert again(range(1, 200, 2), words, ran_clean(words), twice=second)


@pytest.mark.long
def test_purge_is_completed_too(command: Command) -> None:
    """The log counts the files that went, and rests of the killed process may be among them."""
    from salesex.cli import run

    assert run(command("R123")) == 0
    code = next(Path("acme/responses").iterdir()).name.partition("-")[0]
    words = ["privacy", "purge", "acme", "--code", code, "--yes", "--quiet"]
    wanted = ran_clean(words)
    log = wanted.pop("private/purged.jsonl")
    assert log.count(b"\n") == 1
    for number in range(1, 200):
        shutil.rmtree("acme")
        shutil.copytree("base", "acme")
        if not killed(number, words):
            break
        assert run(words) == 0, number
        found = state(Path("acme"))
        noted = found.pop("private/purged.jsonl")
        assert (found, noted.count(b"\n")) == (wanted, 1), number
    assert number > 10


def test_an_interview_that_is_killed_while_it_is_stored(
    command: Command, salesex: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("plain")
    words = ["interview", "acme", "--group", "team", "--code", "P7"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n4\n3\n5\nf\n"))
    assert killed(3, words, renames=True)
    stored = Path("acme/responses/P7-own.yaml")
    assert Path("acme", PENDING_FILE).exists() and not stored.exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("f\n"))
    ran = salesex(*words)
    assert (ran.code, "Diese Antworten waren schon gespeichert." in ran.out) == (0, True)
    assert stored.read_text(encoding="utf-8").endswith("answers:\n  L1: 4\n  L2: 3\n  L3: 5\n")
    assert not Path("acme", PENDING_FILE).exists()


KILL = """
import os, sys
from pathlib import Path
from salesex.cli import run

left = int(sys.argv[1])

def dying(plain):
    def change(*words, **more):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        return plain(*words, **more)
    return change

for where, name in ((Path, "replace"), (Path, "unlink"), (Path, "hardlink_to"), (os, "fsync")):
    setattr(where, name, dying(getattr(where, name)))
sys.exit(run(sys.argv[2:]))
"""


def really_killed(number: int, command: list[str], root: Path) -> bool:
    words = [sys.executable, "-c", KILL, str(number), *command]
    ran = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(root)}, check=False)
    assert ran.returncode in {0, 9}
    return ran.returncode == 9


def _really(numbers: Iterable[int], words: list[str], root: Path) -> None:
    from salesex.cli import run

    wanted = ran_clean(words)
    for number in numbers:
        shutil.rmtree("acme")
        shutil.copytree("base", "acme")
        if not really_killed(number, words, root):
            return
        assert run(words) == 0
        assert state(Path("acme")) == wanted
    assert number < 100


def test_a_process_that_is_really_killed(command: Command, root: Path) -> None:
    _really([25], command("R123"), root)


@pytest.mark.long
def test_a_process_that_is_really_killed_at_any_point(command: Command, root: Path) -> None:
    _really(range(1, 200), command("R123"), root)


@pytest.mark.parametrize(
    "words",
    [
        ["validate"],
        ["status"],
        ["assess"],
        ["collect", "list.csv", "--group", "service", "--dry-run"],
    ],
    ids=lambda words: words[0],
)
def test_what_reads_answers_completes_it(words: list[str], command: Command, salesex: Any) -> None:
    wanted = half_done(command("R123"))
    salesex(words[0], "acme", *words[1:])
    found = state(Path("acme"))
    assert {name: found.get(name) for name in wanted} == wanted
    assert not Path("acme", PENDING_FILE).exists()
    assert [name for name in found if name.startswith("responses/.")] == []


def test_what_is_still_needed_is_not_tidied_away(command: Command) -> None:
    from salesex import writing
    from salesex.cli import run

    words = command("R123")
    wanted = half_done(words)
    for place in ("responses", "private", "reports/new"):
        writing.write_all({Path("acme", place, "x"): b"x"})
        Path("acme", place, "x").unlink()
    shutil.rmtree("acme/reports")
    assert run(words) == 0
    assert state(Path("acme")) == wanted


def test_privacy_check_names_it_and_deletes_nothing(command: Command, salesex: Any) -> None:
    half_done(command("R123"))
    before = state(Path("acme"))
    found = json.loads(salesex("privacy", "check", "acme", "--format", "json").out)
    (left,) = (each for each in found["todo"] if each["code"] == "leftover")
    assert PENDING_FILE in left["places"]
    assert {each["path"]: each["kind"] for each in found["data"]}[PENDING_FILE] == "leftover"
    assert state(Path("acme")) == before


def test_privacy_purge_completes_it_first(command: Command, salesex: Any) -> None:
    wanted = half_done(command("R123"))
    code = next(name for name in wanted if name.startswith("responses/"))[10:].partition("-")[0]
    assert salesex("privacy", "purge", "acme", "--code", code, "--yes").code == 0
    assert len(list(Path("acme/responses").iterdir())) == 2
    left = [name for name, data in state(Path("acme")).items() if code in name or code.encode() in data]
    assert left == ["private/purged.jsonl"]


DAMAGED = {
    "cut off": lambda note: note[: len(note) // 2],
    "empty": lambda note: b"",
    "another format": lambda note: note.replace(b"pending/1", b"pending/2"),
    "no list": lambda note: b'{"format": "salesex/pending/1", "process": 1, "moves": 3, "gone": []}',
    "not ours": lambda note: re.sub(rb"\"responses/\.[^\"]+\"", b'"responses/list.csv"', note),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_note_is_refused_and_nothing_is_touched(
    damage: Callable[[bytes], bytes], command: Command, salesex: Any
) -> None:
    words = command("R123")
    half_done(words)
    note = Path("acme", PENDING_FILE)
    note.write_bytes(damage(note.read_bytes()))
    before = state(Path("acme"))
    for name in ("collect", "assess"):
        ran = salesex(name, *(words[1:] if name == "collect" else ["acme"]))
        assert (ran.code, str(note) in ran.err, "backup" in ran.err) == (3, True, True)
    assert state(Path("acme")) == before


@pytest.mark.parametrize(
    "place", ["../victim", "responses/../../victim", "C:/victim", "/victim", "..\\victim", "out/victim"]
)
def test_a_note_that_names_files_elsewhere_is_refused(place: str, command: Command, salesex: Any) -> None:
    words = command("plain")
    Path("victim").write_text("mine", encoding="utf-8")
    Path("elsewhere").mkdir()
    Path("elsewhere/victim").write_text("mine", encoding="utf-8")
    Path("acme/private").mkdir(exist_ok=True)
    try:
        Path("acme/out").symlink_to(Path("elsewhere").absolute(), target_is_directory=True)
    except OSError:
        pytest.skip("no right to make links")
    name = str(Path("victim").absolute()) if place == "/victim" else place
    note = {"format": "salesex/pending/1", "process": 1, "moves": [], "gone": [name]}
    Path("acme", PENDING_FILE).write_text(json.dumps(note), encoding="utf-8")
    ran = salesex(*words)
    assert (ran.code, "is damaged" in ran.err) == (3, True)
    assert Path("victim").exists() and Path("elsewhere/victim").exists()


@pytest.mark.parametrize("lost", ["gone", "other"])
def test_what_cannot_be_completed_is_told(lost: str, command: Command, salesex: Any) -> None:
    """As where a program that syncs folders passes over temporary files."""
    words = command("R123")
    half_done(words)
    temporary = next(Path("acme/responses").glob(".*.tmp"))
    temporary.unlink() if lost == "gone" else temporary.write_bytes(b"")
    before = state(Path("acme"))
    ran = salesex(*words)
    assert (ran.code, "cannot be completed" in ran.err) == (3, True)
    assert state(Path("acme")) == before


@pytest.mark.long
def test_killed_while_it_is_put_back(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody presses Ctrl-C, and then the computer fails."""
    words = command("R123")
    wanted, before = ran_clean(words), state(Path("base"))
    plain, ends = Path.replace, set()

    def stopped(self: Path, target: Path) -> Path:
        if self.suffix == ".kept" or not stops or Path(target).name.startswith("."):
            return plain(self, target)
        stops.pop()
        if stops:
            return plain(self, target)
        raise KeyboardInterrupt

    from salesex.cli import run

    for number in range(1, 100):
        shutil.rmtree("acme")
        shutil.copytree("base", "acme")
        stops = [1, 2, 3, 4]
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", stopped)
            was_killed = killed_or_stopped(number, words)
        assert run(["validate", "acme", "--quiet"]) in {0, 1}
        left = {name: data for name, data in state(Path("acme")).items() if "/." not in name}
        assert left in (before, wanted), number
        ends.add(left == wanted)
        if not was_killed:
            break
    assert ends == {True, False}


def killed_or_stopped(number: int, command: list[str]) -> bool:
    from salesex.cli import run

    with killed_at(number):
        try:
            assert run(command) != 0
        except KilledError:
            return True
    return False
