"""The types for the wall: the own profile, and beside it every type with its distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts import signet
from salesex.reports.charts.board import FOOT, HEIGHT, WIDTH, heads
from salesex.reports.drawing import MESSAGE, SECTION, Colours, Drawing
from salesex.reports.metrics import fit

SIGNETS, LABEL_X, LABEL_ROOM, BAR_X, BAR = 98.0, 108.0, 76.0, 186.0, 50.0
OWN = 40.0
"""Middle of the own profile."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One type: reference profile, distance and the same in the report's language; `near` if it is ours."""

    label: str
    profile: tuple[float, ...]
    value: float
    text: str
    notes: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """`title` is the message, `own` names the profile on the left, `scale` says what the bars are."""

    title: str
    own: str
    scale: str


def draw(
    own: Sequence[float | None],
    kinds: Sequence[Kind],
    limit: float,
    colours: Colours,
    words: Words,
    height: float = HEIGHT,
) -> Drawing:
    """Draw 257 mm wide; the bars go from 0 to `limit`, the shorter the closer."""
    d = Drawing(WIDTH, height, colours, words.title)
    radius = min((height - FOOT - 6) / 2, OWN - 1)
    signet.put(d, (OWN, radius + 1), radius, own)
    d.text(OWN, height - 1.5, fit(words.own, 2 * OWN, MESSAGE, 300), MESSAGE, 300, anchor="middle")
    step = (height - FOOT) / max(len(kinds), 1)
    for at, kind in enumerate(kinds):
        y = step * (at + 0.5)
        fill = "b700" if kind.near else "b400"
        signet.put(d, (SIGNETS, y), min(step / 2 - 1, 8.0), kind.profile, fill)
        heads(d, y, step, kind.label, kind.notes, x=LABEL_X, room=LABEL_ROOM, strong=kind.near)
        d.rect(BAR_X, y - 2.6, BAR, 5.2, "b100", mark="track")
        d.rect(BAR_X, y - 2.6, BAR * min(kind.value / limit, 1.0), 5.2, fill, mark="bar")
        d.text(WIDTH, y + 2.6, kind.text, MESSAGE, 600 if kind.near else 300, anchor="end")
    d.text(WIDTH, height - 1.5, words.scale, SECTION, fill="n500", anchor="end")
    return d
