"""An interview without a terminal: its state, its journal, and keys as terminals send them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from salesex import journal
from salesex.cli.interview.keys import Lines, posix_key, windows_key
from salesex.cli.interview.words import WORDS
from salesex.errors import CannotRunError
from salesex.model.form import Choice, Form, FormSection, Question
from salesex.model.interview import End, Interview, Start, Step
from salesex.writing import append_line

START = Start(
    respondent="P1", group="team", questionnaire="own", version="1", language="de", begun="2026-11-22"
)


@pytest.fixture
def interview() -> Interview:
    sections = (
        FormSection("x", "X", (Question("X1", "Eins"), Question("X2", "Zwei"))),
        FormSection("y", "Y", (Question("Y1", "Drei"),)),
    )
    choices = tuple(Choice(value, "") for value in range(1, 6))
    texts = ["Acme", "2026", "team", "Team", "own", "1", "Own", "", "de"]
    return Interview(Form(*texts, 5, choices, "weiß nicht", sections))  # type: ignore[arg-type]


def test_questions_come_in_order_and_can_be_changed(interview: Interview) -> None:
    interview.decide("4")
    interview.decide(None)
    assert (interview.question.id, interview.section.id, interview.open_questions) == ("Y1", "y", 1)
    assert interview.back() and interview.question.id == "X2"
    assert interview.forward() and not interview.forward()
    interview.decide("5")
    assert interview.is_over and interview.open_questions == 0
    assert interview.decided == {"X1": "4", "X2": None, "Y1": "5"}


def test_there_is_nothing_before_the_first(interview: Interview) -> None:
    assert not interview.back() and interview.at == 0


def test_the_first_open_question_is_found(interview: Interview) -> None:
    interview.decided = {"X1": "1", "Y1": "2"}
    interview.to_first_open()
    assert interview.question.id == "X2"
    interview.decided["X2"] = None
    interview.to_first_open()
    assert interview.is_over


def test_a_journal_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = journal.journal_path(tmp_path, "P1", "own")
    assert journal.read(path) is None
    journal.begin(path, START)
    for step in (Step(item="A", answer="4"), Step(item="B", answer=None), Step(item="A", answer="?")):
        journal.note(path, step)
    found = journal.read(path)
    assert found is not None
    assert (found.start, found.decided, found.lines) == (START, {"A": "?", "B": None}, {"A": 4, "B": 3})
    assert [each.path for each in journal.journals(tmp_path, [])] == [path]


@pytest.mark.parametrize("torn", ["", '{"item"', '{"item":"B","answer":"5"}'])
def test_a_line_without_an_end_was_never_confirmed(tmp_path: Path, torn: str) -> None:
    path = tmp_path / "j.jsonl"
    journal.begin(path, START)
    journal.note(path, Step(item="A", answer="4"))
    with path.open("a", encoding="utf-8") as file:
        file.write(torn)
    found = journal.read(path)
    assert found is not None and found.decided == {"A": "4"}
    journal.note(path, Step(item="C", answer="1"))
    found = journal.read(path)
    assert found is not None and found.decided == {"A": "4", "C": "1"}


def test_an_end_makes_it_finished_until_something_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    journal.begin(path, START)
    journal.note(path, Step(item="A", answer=None))
    found = journal.read(path)
    assert found is not None and not found.is_finished
    journal.note(path, End(finished="2026-11-22"))
    found = journal.read(path)
    assert found is not None and found.is_finished and found.decided == {"A": None}
    journal.note(path, Step(item="A", answer="4"))
    found = journal.read(path)
    assert found is not None and not found.is_finished


def test_a_journal_is_begun_once(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    journal.begin(path, START)
    with pytest.raises(CannotRunError, match="exists already"):
        journal.begin(path, START)
    assert path.read_bytes().count(b"\n") == 1


def test_without_its_first_line_a_journal_is_to_be_put_back(tmp_path: Path) -> None:
    path = tmp_path / "private" / "interviews" / "j.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text('{"item":"A","answer":"4"}\n', encoding="utf-8")
    unreadable: list[CannotRunError] = []
    assert journal.journals(tmp_path, unreadable) == []
    (error,) = unreadable
    assert "line 1 of" in error.message and error.help.startswith("Put the file back")


@pytest.mark.parametrize("line", ["{", "[]", '{"item": 4, "answer": "4"}', "\udcff"])
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "j.jsonl"
    journal.begin(path, START)
    with path.open("a", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"{line}\n")
    with pytest.raises(CannotRunError, match="line 2 of"):
        journal.read(path)


def test_a_journal_of_a_later_format_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    journal.begin(path, START)
    path.write_text(path.read_text("utf-8").replace("interview/1", "interview/2"), encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write('{"of": "a later version"}\n')
    with pytest.raises(CannotRunError, match="salesex/interview/2") as caught:
        journal.read(path)
    assert caught.value.help == "Use the version of salesex that wrote it."


def test_what_a_person_wrote_without_an_end_stays(tmp_path: Path) -> None:
    path = tmp_path / "notes" / "P1.md"
    append_line(path, b"one", only_ours=False)
    path.write_bytes(path.read_bytes() + b"mine")
    append_line(path, b"two", only_ours=False)
    assert path.read_bytes() == b"one\nmine\ntwo\n"


def test_a_line_that_cannot_be_kept_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j"
    append_line(path, b"one", only_ours=True)
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", lambda number: (_ for _ in ()).throw(OSError(28, "disk full")))
        with pytest.raises(CannotRunError, match="disk full"):
            append_line(path, b"two", only_ours=True)
    assert path.read_bytes() == b"one\n"


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b"4", "4"),
        (b"?", "?"),
        (b"\r", "\n"),
        (b"\n", "\n"),
        (b"\x1b[D", "b"),
        (b"\x1bOC", "\n"),
        (b"\x1b", ""),
        (b"\x1b[15~", ""),
        ("ä".encode(), "ä"),
        (b"\xff", ""),
    ],
)
def test_keys_of_a_terminal(sent: bytes, key: str) -> None:
    stream = io.BytesIO(sent)
    assert posix_key(lambda: stream.read(1), lambda _: stream.read(1)) == key


@pytest.mark.parametrize(
    "sent",
    [
        b"\x1b[3~",
        b"\x1b[6~",
        b"\x1b[15;2~",
        b"\x1b[1;2D",
        b"\x1b[<64;45;12M",
        b"\x1b[<0;45;12m",
        b"\x1b[M 43",
        b"\x1b[[A",
        b"\x1bOP",
        b"\x1b4",
        b"\x1b\x1b[3~",
        b"\x1b[200~",
        b"\x1b]11;rgb:1/2/3\x07",
        b"\x1bP1+r4\x1b\\",
        "\x1bä".encode(),
    ],
)
def test_nothing_of_another_key_becomes_an_answer(sent: bytes) -> None:
    """Three repeats in one burst, as a key that is held sends them; then an answer."""
    stream = io.BytesIO(sent * 3 + b"5")
    keys = [posix_key(lambda: stream.read(1), lambda _: stream.read(1)) for _ in range(4)]
    assert keys == ["", "", "", "5"]


def test_a_sequence_that_comes_in_pieces_is_waited_for() -> None:
    pieces = iter([b"[", b"3", b"~"])
    waits: list[float] = []
    key = posix_key(lambda: b"\x1b", lambda seconds: waits.append(seconds) or next(pieces))  # type: ignore[func-returns-value]
    assert key == "" and next(pieces, None) is None and min(waits[1:]) >= 0.5


@pytest.mark.parametrize(
    ("sent", "encoding", "expected"),
    [
        ("\ufeff4\nÄrger\n".encode(), "cp1252", ["4", "Ärger"]),
        ("4\nÄrger\n".encode("cp1252"), "cp1252", ["4", "Ärger"]),
        ("4\nÄrger\n".encode("cp1252"), "ascii", ["4", "\ufffdrger"]),
    ],
)
def test_piped_lines_are_utf_8_or_what_the_console_has(
    sent: bytes, encoding: str, expected: list[str]
) -> None:
    lines = Lines(io.TextIOWrapper(io.BytesIO(sent), encoding=encoding))
    assert [lines.line(), lines.line()] == expected


@pytest.mark.parametrize("sent", [b"", b"\x04"])
def test_the_end_of_a_terminal(sent: bytes) -> None:
    with pytest.raises(EOFError):
        posix_key(lambda: sent, lambda _: b"")


@pytest.mark.parametrize(
    ("sent", "key"), [("4", "4"), ("\r", "\n"), ("\xe0K", "b"), ("\0M", "\n"), ("\0;", "")]
)
def test_keys_of_windows(sent: str, key: str) -> None:
    stream = io.StringIO(sent, newline="")
    assert windows_key(lambda: stream.read(1)) == key


@pytest.mark.parametrize(("sent", "error"), [("\x03", KeyboardInterrupt), ("\x1a", EOFError)])
def test_interrupt_and_end_on_windows(sent: str, error: type[BaseException]) -> None:
    with pytest.raises(error):
        windows_key(lambda: sent)


def test_lines_are_keys_where_there_is_no_terminal() -> None:
    lines = Lines(io.StringIO(" 4 \n\nEine Notiz \r\n"))
    assert [lines.key(), lines.key(), lines.line()] == ["4", "\n", "Eine Notiz "]
    with pytest.raises(EOFError):
        lines.key()


def test_both_languages_have_every_word() -> None:
    assert WORDS["de"].keys() == WORDS["en"].keys()
