"""What every page for the wall has, and how its height is shared out."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.charts.board import HEIGHT
from salesex.reports.drawing import FIGURE, MESSAGE, SECTION, Drawing
from salesex.reports.metrics import wrap
from salesex.reports.wording.words import Sentence, balanced

PAGE, WIDTH = 176.0, 257.0
"""Text area in mm of A4 across, with margins of 18, 20 and 16."""
MESSAGE_WIDTH = 240.0
"""Width in mm of a message at 34 points."""
SLACK = 5.0
"""Millimetres by which a browser's or printer's lines may be wider than ours."""
LEAST = 55.0
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
    def crowded(self) -> bool:
        """Whether the message needs more than three lines at 34 points, and is set smaller."""
        return len(wrap(self.message, MESSAGE_WIDTH, FIGURE, 300)) > 3

    @property
    def asked(self) -> str:
        """The question with the words before it."""
        return f"{self.asks} {self.question}"

    @property
    def small(self) -> bool:
        """Whether the question needs more than three lines at 22 points, and is set smaller."""
        return len(wrap(self.asked, WIDTH - SLACK, MESSAGE, 300)) > 3


def heading(chosen: Sentence, studio: Studio) -> str:
    """A message broken for 34 points; what needs more than three lines is broken by the page."""
    said = studio.words.say(chosen)
    broken = balanced(said, MESSAGE_WIDTH, FIGURE)
    return broken if broken.count("\n") < 3 else said


def room(slide: Slide) -> float:
    """Height in mm that message, note and question leave on the page."""
    size, lead = (MESSAGE, 9.0) if slide.crowded else (FIGURE, 14.0)
    head = 5 + 8 + lead * len(wrap(slide.message.replace("\n", " "), MESSAGE_WIDTH, size, 300))
    if "\n" in slide.message:
        head = 5 + 8 + lead * (slide.message.count("\n") + 1)
    size, lead = (SECTION, 6.0) if slide.small else (MESSAGE, 9.0)
    foot = 10 + lead * len(wrap(slide.asked, WIDTH - SLACK, size, 300))
    note = 2 + 6 * len(wrap(slide.note, WIDTH - SLACK, SECTION)) if slide.note else 0
    return PAGE - head - foot - note - 1


def high(slide: Slide) -> float:
    """Height in mm of the slide's chart: 97, lower where the texts need the room."""
    return min(HEIGHT, max(room(slide), LEAST))
