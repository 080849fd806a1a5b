"""What every page for the wall has, and how its height is shared out."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.charts.board import HEIGHT
from salesex.reports.drawing import FIGURE, LABEL, MESSAGE, SECTION, Drawing
from salesex.reports.metrics import wrap
from salesex.reports.wording.words import Sentence, balanced

PAGE, WIDTH = 174.0, 257.0
"""Text area in mm of A4 across, with margins of 18, 20 and 16, less what letters reach beyond a line."""
MESSAGE_WIDTH = 255.0
"""Width in mm of a message at 34 points."""
SLACK = 3.0
"""Millimetres by which a browser's or printer's lines may be wider than ours."""
LEADS = {FIGURE: 14.0, MESSAGE: 9.0, SECTION: 6.0}
"""Height of a line in mm by its size in points."""
LEAST = 45.0
"""Lowest chart in mm that is still to be read."""


@dataclass(frozen=True, slots=True)
class Step:
    """A measure to be discussed: the numbers of its findings, and its text."""

    findings: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Slide(Chapter):
    """`instead` is said where there is no board; `question` is put to the room after the words `asks`."""

    question: str
    asks: str
    board: Drawing | None = None
    instead: str = ""
    steps: tuple[Step, ...] = ()
    note: str = ""

    @property
    def template(self) -> str:
        """All pages for the wall share one template."""
        return "slide"

    @property
    def asked(self) -> str:
        """The question with the words before it."""
        return f"{self.asks} {self.question}"

    @property
    def size(self) -> str:
        """Class of a message that is too long for 34 points, or even for 22."""
        return {FIGURE: "", MESSAGE: "crowded", SECTION: "dense"}[_message(self)[0]]

    @property
    def small(self) -> bool:
        """Whether the question needs more than three lines at 22 points, and is set smaller."""
        return _asked(self)[0] == SECTION


def heading(chosen: Sentence, studio: Studio) -> str:
    """A message broken for 34 points; what needs more than three lines is broken by the page."""
    said = studio.words.say(chosen)
    broken = balanced(said, MESSAGE_WIDTH, FIGURE)
    return broken if broken.count("\n") < 3 else said


def _message(slide: Slide) -> tuple[int, int]:
    """Size of the message in points, and its lines."""
    given = slide.message.split("\n")
    for size, most in ((FIGURE, 3), (MESSAGE, 4)):
        lines = sum(len(wrap(line, MESSAGE_WIDTH, size, 300)) for line in given)
        if lines <= most:
            return size, lines
    return SECTION, sum(len(wrap(line, MESSAGE_WIDTH, SECTION)) for line in given)


def _asked(slide: Slide) -> tuple[int, int]:
    """Size of the question in points, and its lines."""
    lines = len(wrap(slide.asked, WIDTH - SLACK, MESSAGE, 300))
    return (MESSAGE, lines) if lines <= 3 else (SECTION, len(wrap(slide.asked, WIDTH - SLACK, SECTION)))


def room(slide: Slide) -> float:
    """Height in mm that message, note and question leave on the page."""
    kicker = 5 * len(wrap(slide.kicker, WIDTH - SLACK, LABEL, 600))
    message, asked = _message(slide), _asked(slide)
    head = kicker + 8 + LEADS[message[0]] * message[1]
    note = 2 + LEADS[SECTION] * len(wrap(slide.note, WIDTH - SLACK, SECTION)) if slide.note else 0
    return PAGE - head - note - 10 - LEADS[asked[0]] * asked[1]


def high(slide: Slide) -> float:
    """Height in mm of the slide's chart: 97, lower where the texts need the room."""
    return min(HEIGHT, max(room(slide), LEAST))
