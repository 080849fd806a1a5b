"""`salesex interview`: held by a pipe, by a terminal, interrupted, killed."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salesex import catalogue, journal
from salesex.model.codes import check_sign

BASE = Path(catalogue.__file__).parent / "examples" / "base"
POSIX = pytest.mark.skipif(os.name == "nt", reason="a way to end processes, and terminals, of Unix")
OWN = ("--group", "team", "--code", "P7")


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, "acme")
    return tmp_path / "acme"


@pytest.fixture
def hold(salesex: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Hold an interview: the words of the command, then what is typed, a line each."""

    def call(words: tuple[object, ...], *typed: str) -> Any:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        return salesex("interview", *words)

    return call


def replaced(folder: Path, file: str, *pairs: tuple[str, str]) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")


def test_it_ends_as_a_moderated_response(hold, salesex, acme: Path) -> None:
    ran = hold(("acme", *OWN), "", "4", "?", "5", "f")
    assert ran.code == 0, ran.err
    text = (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")
    assert 'respondent: "P7"\ngroup: "team"\nmode: moderated\ndate: 20' in text
    assert text.endswith('answers:\n  L1: 4\n  L2: "?"\n  L3: 5\n')
    assert "Gespeichert:\n" in ran.out and "Das Gespräch mit P7 ist abgeschlossen.\n" in ran.out
    assert salesex("validate", "acme", "--strict").code == 0
    origins = json.loads((acme / "private" / "origins.json").read_text(encoding="utf-8"))
    (places,) = origins["responses"]["P7-own.yaml"]["places"].values()
    assert places == {"L1": "line 2", "L2": "line 3", "L3": "line 4"}
    again = hold(("acme", *OWN))
    assert again.code == 2 and "answered everything already" in again.err


def test_a_screen_says_where_one_is_and_what_can_be_typed(hold, acme: Path) -> None:
    ran = hold(("acme", *OWN, "--lang", "en"), "", "4", "p")
    first, second = ran.out.split("Question ")[1:]
    assert first.startswith("1 of 3\n░") and second.startswith("2 of 3\n█")
    assert "L1  Goals are clear.\n\n  1  not at all\n  2\n  3\n  4\n  5  fully\n  ?  do not know\n" in first
    assert "1 to 5 or ? answer  s skip  b back  n note  p pause\n" in first
    assert ran.code == 0
    assert ran.err.endswith("salesex interview acme --group team --lang en --code P7\n")
    assert max(map(len, ran.out.splitlines())) == 80


def test_probing_questions_are_shown(hold, tmp_path: Path, salesex) -> None:
    salesex("init", tmp_path / "demo", "--example")
    words = (tmp_path / "demo", "--group", "Vertriebsteam", "--questionnaire", "sales-ex")
    out = hold(words, "", "p").out
    assert "Zum Nachfragen:\n  - Woran würde eine neue Person im Team erkennen" in out


def test_it_goes_on_where_it_was(hold, acme: Path) -> None:
    assert hold(("acme", *OWN), "", "4", "s").code == 0
    assert not (acme / "responses" / "P7-own.yaml").exists()
    ran = hold(("acme", "--group", "team"), "x", "1", "2", "b", "", "f")
    assert ran.code == 0 and "Beliebige Taste" not in ran.out
    assert "  1  P7: 2 von 3 Fragen\n" in ran.out
    text = (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")
    assert text.endswith("answers:\n  L1: 4\n  L3: 2\n")
    assert "begun" not in hold(("acme", "--group", "team", "--lang", "en"), "p").out


def test_a_new_one_gets_a_code_of_its_own(hold, acme: Path) -> None:
    hold(("acme", *OWN), "", "4")
    ran = hold(("acme", "--group", "team"), "n", "", "1", "2", "3", "f")
    assert ran.code == 0
    (path,) = (acme / "responses").glob("*-own.yaml")
    assert re.fullmatch(r"[A-Z2-9]{7}-own\.yaml", path.name)


def test_answers_can_be_changed_and_open_ones_found(hold, acme: Path) -> None:
    ran = hold(("acme", *OWN), "", "4", "b", "9", "1", "", "2", "b", "b", "b", "b", "s", "", "3", "f")
    assert "Diese Taste gilt hier nicht." in ran.out
    assert "Erst antworten, oder mit s auslassen." in ran.out
    assert "Das ist die erste Frage." in ran.out
    text = (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")
    assert text.endswith("answers:\n  L2: 2\n  L3: 3\n")


def test_the_summary_counts(hold, acme: Path) -> None:
    ran = hold(("acme", *OWN), "", "4", "?", "s", "x", "p")
    rows = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "Führung 1 1 1 0" in rows and "zusammen 1 1 1 0" in rows


def test_notes_go_to_notes_and_nowhere_else(hold, acme: Path) -> None:
    secret = "Streit mit *dem* Chef \x1b[31m"
    ran = hold(("acme", *OWN), "", "n", secret, "4", "n", "", "2", "3", "n", "Zum Schluss", "f")
    assert ran.code == 0
    holding = [path for path in acme.rglob("*") if path.is_file() and b"Streit" in path.read_bytes()]
    assert holding == [acme / "notes" / "P7.md"]
    lines = holding[0].read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# P7, Vertrieb"
    assert lines[2].endswith(" L1: Streit mit *dem* Chef \\x1b[31m") and lines[3].endswith(" Zum Schluss")
    assert "\x1b" not in ran.out


def test_all_left_out_stores_nothing(hold, acme: Path) -> None:
    before = sorted((acme / "responses").iterdir())
    ran = hold(("acme", *OWN), "", "s", "s", "s", "f")
    assert ran.code == 0 and "Keine Antworten, daher ist nichts gespeichert." in ran.out
    assert sorted((acme / "responses").iterdir()) == before


def test_several_questionnaires_come_one_after_the_other(hold, acme: Path) -> None:
    text = (acme / "own.yaml").read_text(encoding="utf-8")
    text = text.replace("id: own", "id: wide").replace("{id: L", "{id: W").replace("max: 5", "max: 10")
    (acme / "wide.yaml").write_text(text.replace("5: {de: trifft zu", "10: {de: trifft zu"), encoding="utf-8")
    replaced(acme, "engagement.yaml", ("[./own.yaml]", "[./own.yaml, ./wide.yaml]"))
    ran = hold(("acme", *OWN), "", "1", "2", "3", "f", "", "10", "11", "7", "")
    assert "Fragebogen 2 von 2" in ran.out and "1 bis 10 oder ? antworten, dann Enter" in ran.out
    assert (acme / "responses" / "P7-own.yaml").is_file()
    ran = hold(("acme", *OWN), "1", "f")
    assert ran.code == 0
    assert (acme / "responses" / "P7-wide.yaml").read_text("utf-8").endswith("  W1: 10\n  W2: 7\n  W3: 1\n")


def test_units_are_asked_for(hold, acme: Path) -> None:
    replaced(acme, "engagement.yaml", ("privacy:", "units: {nord: {title: Nord}}\nprivacy:"))
    (acme / "responses" / "a.csv").unlink()
    ran = hold(("acme", *OWN))
    assert ran.code == 2 and "--unit" in ran.err
    assert hold(("acme", *OWN, "--unit", "NORD"), "", "1").code == 0
    assert hold(("acme", *OWN), "2", "3", "f").code == 0
    assert 'unit: "nord"\n' in (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("acme",), 2, "--group"),
        (("acme", "--group", "Vertrib"), 2, "There are: head, team, service"),
        (("acme", "--group", "tean"), 2, "Did you mean `team`?"),
        (("acme", "--group", "team", "--questionnaire", "x"), 2, "It is asked: own"),
        (("acme", "--group", "team", "--unit", "x"), 2, "no units"),
        (("acme", "--group", "team", "--code", "P2"), 2, "belongs to the group `service`"),
        (("acme", "--group", "team", "--code", "P1"), 2, "answered everything"),
        (("acme", "--group", "team", "--code", "a\x1bb"), 2, "control characters"),
        (("acme", "--group", "team", "--code", ""), 2, "is empty"),
        (("none", "--group", "team"), 3, "there is no folder"),
    ],
)
def test_how_it_fails(hold, acme: Path, words: tuple[str, ...], code: int, said: str) -> None:
    before = {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()}
    ran = hold(words)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()} == before


def test_what_would_fail_in_the_end_fails_before_it_begins(hold, acme: Path) -> None:
    replaced(acme, "responses/a.csv", ("P1;team", "P1;head"))
    ran = hold(("acme", "--group", "head"))
    assert ran.code == 1 and "R062" in ran.err
    replaced(acme, "responses/a.csv", (";4;3;2", ";9;3;2"))
    assert "R057" in hold(("acme", "--group", "team")).err


def test_codes_of_a_list(hold, acme: Path) -> None:
    (acme / "private").mkdir()
    (acme / "private" / "codes.csv").write_text(
        "group;code;made_on\nteam;KX4P7MW;2026-11-01\nhead;CCCCCCC;2026-11-01\n", encoding="utf-8"
    )
    ran = hold(("acme", "--group", "team", "--code", "KX4P7MV"))
    assert ran.code == 2 and "Did you mean `KX4P7MW`?" in ran.err
    ran = hold(("acme", "--group", "team", "--code", "CCCCCCC"))
    assert ran.code == 2 and "belongs to the group `head`" in ran.err
    assert hold(("acme", "--group", "team", "--code", "KX4P7MW"), "", "1", "2", "3", "f").code == 0
    assert hold(("acme", "--group", "team"), "", "1", "2", "3", "f").code == 0


def test_another_version_is_not_gone_on_with(hold, acme: Path) -> None:
    hold(("acme", *OWN), "", "4")
    replaced(acme, "own.yaml", ("version: 1.0.0", "version: 1.1.0"))
    ran = hold(("acme", *OWN))
    assert ran.code == 3 and "was begun with version 1.0.0" in ran.err


def test_a_text_that_lacks_the_language(hold, acme: Path) -> None:
    replaced(acme, "own.yaml", ("{de: Ziele sind klar., en: Goals are clear.}", "{de: Ziele sind klar.}"))
    ran = hold(("acme", *OWN, "--lang", "en"))
    assert ran.code == 3 and "missing in the language en" in ran.err


def put_codes(folder: Path, text: str) -> None:
    (folder / "private").mkdir(exist_ok=True)
    (folder / "private" / "codes.csv").write_text(text, encoding="utf-8")


def code_of(signs: str) -> str:
    return signs + check_sign(signs)


def test_without_a_code_the_first_unused_one_of_the_list_is_taken(hold, acme: Path) -> None:
    put_codes(acme, f"group;code;made_on\nteam;{code_of('CCCCCC')};x\nteam;KX4P7MW;x\n")
    first = code_of("CCCCCC")
    ran = hold(("acme", "--group", "team"), "", "1", "p")
    assert f"Die Kennung {first} ist die erste unbenutzte" in " ".join(ran.out.split())
    assert hold(("acme", "--group", "team"), "n", "", "1", "2", "3", "f").code == 0
    assert (acme / "responses" / "KX4P7MW-own.yaml").is_file()
    ran = hold(("acme", "--group", "team", "--code", "ABC"))
    assert ran.code == 2 and "All of its codes are used" in ran.err
    (acme / "responses" / "KX4P7MW-own.yaml").unlink()
    (acme / "private" / "interviews" / "KX4P7MW-own.jsonl").unlink()
    assert "Unused: KX4P7MW." in hold(("acme", "--group", "team", "--code", "ABC")).err
    assert hold(("acme", "--group", "team", "--code", "kx4p7mw"), "", "1", "p").code == 0
    assert (acme / "private" / "interviews" / "KX4P7MW-own.jsonl").is_file()


def test_a_code_that_may_be_a_slip_is_said(hold, acme: Path) -> None:
    words = ("acme", "--group", "team", "--code")
    assert "Das Prüfzeichen von KX4P7NW stimmt nicht." in hold((*words, "KX4P7NW"), "p").out
    assert "Prüfzeichen" not in hold((*words, "KX4P7MW"), "p").out
    assert hold((*words, "KX4P7MW"), "", "1", "p").code == 0
    assert "nur in einem Zeichen von KX4P7MW" in " ".join(hold((*words, "KX4P7NW"), "p").out.split())


def test_a_form_collected_meanwhile_does_not_strand_the_interview(hold, salesex, acme: Path) -> None:
    hold(("acme", *OWN), "", "4", "3", "5", "p")
    form = "format: salesex/response/1\nrespondent: P7\ngroup: team\nmode: self\nanswers: {L1: 2, L2: 3}\n"
    (acme / "form.yaml.txt").write_text(form, encoding="utf-8")
    assert salesex("collect", "acme", acme / "form.yaml.txt", "--any-code").code == 0
    assert "1  P7: 3 von 3 Fragen" in hold(("acme", "--group", "team"), "p").out
    ran = hold(("acme", *OWN), "f", "x", "p")
    assert "L1: im Gespräch 4, gespeichert 2" in ran.out and "L2" not in ran.out.split("andere Antwort")[1]
    assert "L3" not in (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")
    assert hold(("acme", *OWN), "f", "g").code == 0
    text = (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")
    assert text.endswith("answers:\n  L1: 2\n  L2: 3\n  L3: 5\n")
    assert salesex("validate", "acme").code == 0
    assert "answered everything" in hold(("acme", *OWN)).err


@pytest.mark.parametrize(("words", "typed"), [(("--replace",), ("f",)), ((), ("f", "d"))])
def test_the_interview_may_hold_against_a_form(
    hold, salesex, acme: Path, words: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    hold(("acme", *OWN), "", "4", "3", "5", "p")
    form = "format: salesex/response/1\nrespondent: P7\ngroup: team\nanswers: {L1: 2}\n"
    (acme / "form.yaml.txt").write_text(form, encoding="utf-8")
    salesex("collect", "acme", acme / "form.yaml.txt", "--any-code")
    ran = hold(("acme", *OWN, *words), *typed)
    assert ran.code == 0, ran.err
    text = (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")
    assert text.endswith("answers:\n  L1: 4\n  L2: 3\n  L3: 5\n")


def test_what_was_stored_when_it_was_killed_is_only_closed(hold, acme: Path) -> None:
    hold(("acme", *OWN), "", "4", "3", "5", "f")
    path = acme / "private" / "interviews" / "P7-own.jsonl"
    *lines, end = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert json.loads(end).keys() == {"finished"}
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    ran = hold(("acme", *OWN), "f")
    assert ran.code == 0 and "Diese Antworten waren schon gespeichert." in ran.out
    assert path.read_text(encoding="utf-8").splitlines()[-1] == end.strip()


def test_one_that_left_out_everything_is_over(hold, salesex, acme: Path) -> None:
    hold(("acme", *OWN), "", "s", "s", "s", "f")
    assert "Angefangene" not in hold(("acme", "--group", "team"), "p").out
    found = json.loads(salesex("status", "acme", "--format", "json").out)
    assert found["interviews"] == {"paused": 0}
    assert hold(("acme", *OWN), "b", "3", "f").code == 0  # named, it can be taken up again
    assert "  L3: 3\n" in (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")


def test_a_finished_interview_is_not_paused(hold, salesex, acme: Path) -> None:
    hold(("acme", *OWN), "", "4", "p")
    count = json.loads(salesex("status", "acme", "--format", "json").out)["interviews"]["paused"]
    assert count == 1
    hold(("acme", *OWN), "3", "5", "f")
    count = json.loads(salesex("status", "acme", "--format", "json").out)["interviews"]["paused"]
    assert count == 0


def test_a_broken_journal_is_told_and_hides_no_other(hold, acme: Path) -> None:
    hold(("acme", *OWN), "", "4", "p")
    (acme / "private" / "interviews" / "X-own.jsonl").write_text("{\n", encoding="utf-8")
    ran = hold(("acme", "--group", "team"), "n", "p")
    assert ran.code == 0 and "P7: 1 von 3 Fragen" in ran.out
    assert "line 1 of" in ran.out and "Put the file back" in " ".join(ran.out.split())


def test_two_windows_do_not_hold_the_same_interview(hold, acme: Path) -> None:
    path = journal.journal_path(acme, "P7", "own")
    with journal.held(path):
        ran = hold(("acme", *OWN), "", "4")
        assert ran.code == 3 and "held in another window" in ran.err
        assert not path.exists() and journal.is_held(path)
    assert not journal.is_held(path)
    put_codes(acme, f"group;code;made_on\nteam;{code_of('CCCCCC')};x\nteam;KX4P7MW;x\n")
    with journal.held(journal.journal_path(acme, code_of("CCCCCC"), "own")):
        assert "KX4P7MW" in hold(("acme", "--group", "team"), "p").out


def test_the_start_says_who_sees_the_answers(hold, acme: Path) -> None:
    out = " ".join(hold(("acme", *OWN), "p").out.split())
    assert "Eine Gruppe mit weniger als 5 Antworten wird nicht einzeln gezeigt." in out


class Held:
    """An interview in a process of its own, driven by pipes."""

    def __init__(self, root: Path, folder: Path, code: str) -> None:
        words = ["interview", str(folder), "--group", "customers", "--code", code]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "salesex", *words],
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.seen = ""

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def wait_for(self, pattern: str) -> re.Match[str]:
        assert self.process.stdout is not None
        while not (found := re.search(pattern, self.seen)):
            data = os.read(self.process.stdout.fileno(), 65536)
            assert data, self.process.stderr and self.process.stderr.read()
            self.seen += data.decode("utf-8", "replace")
        self.seen = self.seen[found.end() :]
        return found

    def end(self, how: int) -> int:
        self.process.send_signal(how)
        self.process.communicate()
        return self.process.returncode


SCREEN = r"(?s)Frage (\d+) von 23.*?\n(FS-[A-Z]\d+)  .*?p Pause|Zusammenfassung.*?p Pause"


def _killed(root: Path, folder: Path, times: int, seed: int) -> None:
    """Kill interviews at random moments: what was confirmed must be there, and at most one answer more."""
    draw = random.Random(seed)
    number, confirmed = 0, dict[str, str]()
    for _ in range(times):
        path = folder / "private" / "interviews" / f"K{number}-fremdbild-selbstbild.jsonl"
        is_new = journal.read(path) is None
        held = Held(root, folder, f"K{number}")
        if is_new:  # what was begun has had its introduction
            held.wait_for("Beliebige Taste")
            held.type("")
        found = held.wait_for(SCREEN)
        for _ in range(draw.randrange(6)):
            if found[2] is None:
                break
            answer = draw.choice("12345?")
            held.type(answer)
            last = found[2]
            found = held.wait_for(SCREEN)
            confirmed[last] = answer
        waiting = {}
        if found[2] is not None and draw.random() < 0.7:
            waiting = {found[2]: draw.choice("12345?")}
            held.type(waiting[found[2]])
            time.sleep(draw.random() * 0.004)
        assert held.end(signal.SIGKILL) == -signal.SIGKILL
        kept = journal.read(path)
        assert kept is not None
        assert confirmed.items() <= kept.decided.items() <= (confirmed | waiting).items()
        confirmed = {item: str(answer) for item, answer in kept.decided.items()}
        if len(confirmed) == 23:
            number, confirmed = number + 1, {}


@pytest.mark.long
@POSIX
def test_killed_at_a_random_moment_it_keeps_every_confirmed_answer(salesex, root, tmp_path: Path) -> None:
    salesex("init", tmp_path / "demo", "--example")
    _killed(root, tmp_path / "demo", 5, seed=1)


@POSIX
@pytest.mark.long
def test_killed_two_hundred_times(salesex, root, tmp_path: Path) -> None:
    salesex("init", tmp_path / "demo", "--example")
    _killed(root, tmp_path / "demo", 200, seed=2)


@POSIX
def test_interrupted_it_says_how_to_go_on(salesex, root, tmp_path: Path) -> None:
    salesex("init", tmp_path / "demo", "--example")
    held = Held(root, tmp_path / "demo", "K1")
    held.wait_for("Beliebige Taste")
    held.type("")
    held.wait_for(SCREEN)
    held.type("4")
    held.wait_for(SCREEN)
    held.process.send_signal(signal.SIGINT)
    _, said = held.process.communicate()
    assert held.process.returncode == 130
    assert f"salesex interview {tmp_path / 'demo'} --group customers --code K1" in said.decode()
    assert "Traceback" not in said.decode()


@POSIX
def test_on_a_terminal_one_key_is_enough(acme: Path, root: Path) -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [sys.executable, "-m", "salesex", "interview", str(acme), *OWN],
        env={**os.environ, "PYTHONPATH": str(root), "TERM": "xterm", "COLUMNS": "80", "LINES": "24"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    shown = b""
    for key, wanted in (
        (b" ", b"Beliebige"),
        (b"4", b"Frage 1 von 3"),
        (b"\x1b[3~" * 3 + b"\x1b[15;2~\x1b[<64;45;12M", b"Frage 2 von 3"),
        (b"\x1b[D", b"Frage 2 von 3.*Diese Taste"),
        (b"5", b"Bisher|> 4"),
        (b"n", b"Frage 2 von 3"),
        ("Ärger\n".encode(), b"Notiz \\(Enter"),
        (b"?", b"Notiz steht in"),
        (b"1", b"Frage 3 von 3"),
        (b"f", b"Zusammenfassung"),
        (b"", b"abgeschlossen"),
    ):
        while not re.search(wanted, shown, re.DOTALL):
            shown += os.read(ours, 65536)
        shown = b""
        os.write(ours, key)
    assert process.wait(timeout=30) == 0
    assert termios.tcgetattr(theirs)[:4] == before[:4]
    os.close(ours)
    os.close(theirs)
    text = (acme / "responses" / "P7-own.yaml").read_text(encoding="utf-8")
    assert text.endswith('answers:\n  L1: 5\n  L2: "?"\n  L3: 1\n')
    assert "L2: Ärger" in (acme / "notes" / "P7.md").read_text(encoding="utf-8")
