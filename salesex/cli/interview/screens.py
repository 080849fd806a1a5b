"""One screen at a time: lines that fit the terminal, in a style that says nothing colours alone would say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesex.cli.output import spelled
from salesex.forms.wording import seen_by

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from salesex.cli.interview.words import Words
    from salesex.model.form import Form
    from salesex.model.interview import Interview
    from salesex.pipeline import Contradiction

WIDEST = 100
"""Columns beyond which lines are hard to read."""
UNKNOWN = "?"
"""The key, and the answer, that nothing can be said."""
MOST_LISTED = 12
"""Statements that are named where they are stored with another answer."""
Line = tuple[str, str, str]
"""Style, what stands before the text, and the text; its further lines begin where the first one does."""
EMPTY: Line = ("", "", "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every screen of one interview."""

    console: Console
    words: Words
    code: str

    @property
    def width(self) -> int:
        """Columns that are used."""
        return min(self.console.width, WIDEST)

    def show(self, lines: Sequence[Line], message: str = "") -> None:
        """Replace what is on the screen; where there is none, go on below it."""
        if self.console.is_terminal and not self.console.is_dumb_terminal:
            self.console.clear()
        else:
            self.console.print()
        for line in [*lines, EMPTY, ("bold", "", message)] if message else lines:
            for part in self._wrapped(line):
                self.console.print(part, soft_wrap=True)

    def _wrapped(self, line: Line) -> Iterator[Text]:
        from rich.text import Text

        style, before, text = line
        whole = Text(spelled(text), style=style)
        for part in whole.wrap(self.console, max(20, self.width - len(before))) or [whole]:
            row = Text(before, style=style) + part
            row.rstrip()
            yield row
            before = " " * len(before)

    def head(self, left: str, right: str) -> Line:
        """A line with something at both ends."""
        left, right = spelled(left), spelled(right)
        room = self.width - len(right) - 1
        left = left if len(left) <= room else f"{left[: room - 3]}..."
        return "dim", "", f"{left}{' ' * (self.width - len(left) - len(right))}{right}"

    def keys(self, keys: Iterable[str]) -> Iterator[Line]:
        """What can be typed, no key apart from what it does."""
        line = ""
        for key in map(spelled, keys):
            if line and len(line) + 2 + len(key) > self.width:
                yield "dim", "", line
                line = ""
            line = f"{line}  {key}" if line else key
        yield "dim", "", line

    def bar(self, done: int, count: int) -> Line:
        """How far the interview is."""
        full = self.width * done // count
        return "", "", "█" * full + "░" * (self.width - full)


def question(frame: Frame, interview: Interview, notes: int) -> list[Line]:
    """Return the screen of one question."""
    form, words, asked = interview.form, frame.words, interview.question
    count = len(form.questions)
    where = words("question", number=interview.at + 1, count=count)
    where = f"{words('notes', count=notes)} · {where}" if notes else where
    lines = [
        frame.head(f"{form.group_title} · {form.title} · {frame.code}", where),
        frame.bar(count - interview.open_questions, count),
        EMPTY,
        ("bold", "", interview.section.title),
    ]
    if interview.section.probes:
        lines.append(("dim", "", words("probe")))
        lines += [("dim", "  - ", probe) for probe in interview.section.probes]
    lines += [EMPTY, ("bold", f"{asked.id}  ", asked.text), EMPTY, *_choices(interview)]
    if asked.id in interview.decided and interview.decided[asked.id] is None:
        lines += [EMPTY, ("", "", words("left_out"))]
    return [*lines, EMPTY, *frame.keys(_keys(interview, words))]


def _choices(interview: Interview) -> Iterator[Line]:
    given = interview.decided.get(interview.question.id)
    width = max(map(len, interview.values))
    for choice in interview.form.choices:
        yield _choice(str(choice.value).rjust(width), choice.label, str(choice.value) == given)
    if interview.form.no_answer is not None:
        yield _choice(UNKNOWN.rjust(width), interview.form.no_answer, given == UNKNOWN)


def _choice(key: str, label: str, is_given: bool) -> Line:
    return ("bold" if is_given else ""), f"{'>' if is_given else ' '} {key}  ", label


def _keys(interview: Interview, words: Words) -> list[str]:
    first, last = interview.values[0], interview.values[-1]
    values = words("values", low=first, high=last)
    if interview.form.no_answer is not None:
        values = words("or", one=values, other=UNKNOWN)
    keys = [words("answer_wide" if interview.is_wide else "answer", values=values)]
    keys += [words("skip"), words("back")]
    keys += [words("next")] if interview.question.id in interview.decided else []
    return [*keys, words("note"), words("pause")]


def opening(frame: Frame, interview: Interview, number: int, count: int) -> list[Line]:
    """Return the first screen of a questionnaire: what is asked, how, and before the first who sees it."""
    form, words = interview.form, frame.words
    part = words("part", number=number, count=count) if count > 1 else ""
    lines = [
        frame.head(f"{form.group_title} · {words('code')} {frame.code}", part),
        EMPTY,
        ("bold", "", form.title),
        ("", "", words("questions", count=len(form.questions))),
    ]
    if number == 1:
        lines += [EMPTY, ("", "", seen_by(form))]
    lines += [EMPTY, ("", "", form.instruction)] if form.instruction else []
    return [*lines, EMPTY, ("dim", "", words("begin"))]


def summary(frame: Frame, interview: Interview) -> list[Line]:
    """Return the last screen: how much of every section is answered."""
    form, words = interview.form, frame.words
    columns = [words(key) for key in ("answered", "cannot", "skipped", "undone")]
    widths = [max(len(column), 4) for column in columns]
    room = frame.width - sum(widths) - 2 * len(widths)
    rows = [_counts(interview, [question.id for question in part.questions]) for part in form.sections]
    total = [sum(column) for column in zip(*rows, strict=True)]
    named = [(part.title, row) for part, row in zip(form.sections, rows, strict=True)]
    lines = [
        frame.head(f"{form.group_title} · {form.title} · {frame.code}", words("summary")),
        frame.bar(len(form.questions) - interview.open_questions, len(form.questions)),
        EMPTY,
        ("dim", "", _row(words("section"), columns, widths, room)),
    ]
    lines += [("", "", _row(title, row, widths, room)) for title, row in named]
    lines.append(("bold", "", _row(words("total"), total, widths, room)))
    keys = [words("finish"), words("back")]
    keys += [words("open")] if interview.open_questions else []
    return [*lines, EMPTY, *frame.keys([*keys, words("note"), words("pause")])]


def contradictions(frame: Frame, form: Form, found: Sequence[Contradiction]) -> list[Line]:
    """Return the screen that asks which of two answers holds."""
    words = frame.words
    lines = [
        frame.head(f"{form.group_title} · {form.title} · {frame.code}", ""),
        EMPTY,
        ("bold", "", words("differs", count=len(found))),
        EMPTY,
    ]
    for each in found[:MOST_LISTED]:
        said = words("both", item=each.item, given=each.given, stored=each.stored)
        lines.append(("", "  ", said))
    if len(found) > MOST_LISTED:
        lines.append(("", "  ", words("more", count=len(found) - MOST_LISTED)))
    return [*lines, EMPTY, *frame.keys([words("this"), words("kept"), words("pause")])]


def _counts(interview: Interview, items: Sequence[str]) -> list[int]:
    """Numbers of answers, of those that nothing can be said, left out, and open."""
    given = [interview.decided[item] for item in items if item in interview.decided]
    unknown, left_out = given.count(UNKNOWN), given.count(None)
    return [len(given) - unknown - left_out, unknown, left_out, len(items) - len(given)]


def _row(title: str, cells: Sequence[object], widths: Sequence[int], room: int) -> str:
    shown = spelled(title)
    shown = shown if len(shown) <= room else f"{shown[: room - 3]}..."
    numbers = (str(cell).rjust(width) for cell, width in zip(cells, widths, strict=True))
    return f"{shown.ljust(room)}{''.join(f'  {number}' for number in numbers)}"
