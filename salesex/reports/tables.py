"""The numbers of charts as tables, which the HTML report keeps behind a toggle.

The one place for them: every function takes what its chart is drawn from and nothing else, so a table
never says more than its chart. What is not shown is said in words. A chart beside a table with the same
numbers (the profile, the tracks of items, the turnout) has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from salesex.reports.charts import (
    board,
    cover,
    distances,
    dumbbell,
    facets,
    group_signets,
    mini,
    plane,
    staircase,
)
from salesex.reports.drawing import Table
from salesex.reports.wording.words import Words

Bounds = tuple[float, float] | None
Evidence = tuple[str, Sequence[mini.Point], float | None, Bounds]
"""A finding's number, and what its small chart shows: values, threshold, interval."""


def _score(score: float | None, words: Words) -> str:
    return words("reason.none") if score is None else words.score(score)


def _interval(low: float | None, high: float | None, words: Words) -> str:
    if low is None or high is None:
        return words("numbers.undrawn")
    return words("interval.gap", low=words.score(low), high=words.score(high))


def of_signet(slices: Sequence[cover.Slice], words: Words) -> Table:
    """The scores of the cover's signet."""
    head = words("profile.dimension"), words("items.value")
    rows = [(part.label, _score(part.score, words)) for part in slices]
    return Table(words("numbers.signet"), head, tuple(rows))


def of_stairs(reached: int, count: int, words: Words) -> Table:
    """The stages of the cover's stairs."""
    head = words("numbers.stage"), words("numbers.state")
    states = [
        words("numbers.reached" if stage <= reached else "numbers.open") for stage in range(1, count + 1)
    ]
    rows = [(str(stage), state) for stage, state in enumerate(states, start=1)]
    return Table(words("numbers.stairs"), head, tuple(rows), words=2)


def of_findings(evidence: Sequence[Evidence], words: Words) -> Table | None:
    """The values behind the findings of the summary; None where none has a chart."""
    rows = []
    for number, points, threshold, bounds in evidence:
        line = words("numbers.undrawn") if threshold is None else words.score(threshold)
        between = _interval(*bounds, words) if bounds else words("numbers.undrawn")
        rows += [(number, point.label, words.score(point.score), between, line) for point in points]
    keys = "measures.finding", "numbers.what", "items.value", "numbers.interval", "numbers.threshold"
    head = tuple(words(key) for key in keys)
    return Table(words("numbers.findings"), head, tuple(rows), words=2) if rows else None


def of_plane(
    client: plane.Client,
    references: Sequence[plane.Reference],
    dimensions: Sequence[str],
    axes: Sequence[str],
    words: Words,
) -> Table:
    """Where the client and every type stand, with the reference profile in the order of `dimensions`."""
    rows = [(client.label, words("numbers.client"), words.decimal(client.x), words.decimal(client.y))]
    for one in references:
        profile = ", ".join(f"{name} {words.score(value)}" for name, value in zip(dimensions, one.profile))
        rows.append((one.label, profile, words.decimal(one.x), words.decimal(one.y)))
    head = words("tile.type"), words("numbers.profile"), *axes
    return Table(words("numbers.plane"), head, tuple(rows), words=2)


def of_hundred(share: float, words: Words) -> Table:
    """How many of a hundred repetitions give the same type."""
    head = words("numbers.repeated"), words("numbers.of_hundred")
    rows = (words("numbers.same"), words.score(share)), (words("numbers.other"), words.score(100 - share))
    return Table(words("numbers.hundred"), head, rows)


def of_distances(rows: Sequence[distances.Distance], words: Words) -> Table:
    """The distance to every type."""
    head = words("tile.type"), words("numbers.distance")
    return Table(words("numbers.distances"), head, tuple((row.label, row.text) for row in rows))


def of_board(rows: Sequence[board.Row], words: Words) -> Table:
    """The dimensions of a page for the wall: their values, and what stands below their names."""
    lines = []
    for row in rows:
        values = [f"{point.word} {words.score(point.score)}".strip() for point in row.points]
        lines.append((row.label, ", ".join(values) or "–", row.reason or ", ".join(row.notes)))
    head = words("profile.dimension"), words("items.value"), words("method.hint")
    return Table(words("numbers.signet"), head, tuple(lines), words=3)


def of_groups(groups: Sequence[group_signets.Group], dimensions: Sequence[str], words: Words) -> Table:
    """Type and profile of every group; a group without a profile says why in its note."""
    rows = []
    for group in groups:
        scores = ["–"] * len(dimensions)
        if group.scores is not None:
            scores = [_score(score, words) for score in group.scores]
        rows.append((group.title, group.label, group.note, *scores))
    head = words("profile.group"), words("tile.type"), words("method.hint"), *dimensions
    return Table(words("numbers.groups"), head, tuple(rows), words=3)


def of_facets(blocks: Sequence[facets.Block], words: Words) -> Table:
    """Score and interval of every facet."""
    rows = []
    for block in blocks:
        for row in block.rows:
            cells = (row.reason, "–")
            if row.score is not None:
                cells = words.score(row.score), _interval(row.low, row.high, words)
            rows.append((block.label, row.label, *cells))
    keys = "profile.dimension", "numbers.facet", "items.value", "numbers.interval"
    return Table(words("numbers.facets"), tuple(words(key) for key in keys), tuple(rows), words=2)


def of_roadmap(
    labels: Sequence[str],
    reached: int,
    axes: Sequence[staircase.Axis],
    words: Words,
    band: tuple[int, int] | None = None,
) -> Table:
    """Every stage: whether it is reached, and the mean of each axis with whether that is enough."""
    rows = []
    for stage, label in enumerate(labels, start=1):
        state = words("numbers.reached" if stage <= reached else "numbers.open")
        if band is not None and band[0] <= stage <= band[1]:
            state = words("numbers.band", state=state)
        rows.append((str(stage), label, state, *(_step(axis, stage, words) for axis in axes)))
    head = (
        words("numbers.stage"),
        words("numbers.what"),
        words("numbers.state"),
        *(one.label for one in axes),
    )
    return Table(words("numbers.roadmap"), head, tuple(rows), words=3)


def _step(axis: staircase.Axis, stage: int, words: Words) -> str:
    step = axis.steps[stage - 1]
    if step.score is None:
        return words("roadmap.light.hidden")
    if not step.met:
        return words("roadmap.light.open", score=words.score(step.score))
    said = words("roadmap.light.met", score=words.score(step.score))
    return f"{said} ({words('roadmap.island')})" if stage > axis.reached else said


def of_dumbbell(
    title: str,
    own: float | None,
    other: float | None,
    rows: Sequence[dumbbell.Row],
    missing: str,
    words: Words,
) -> Table:
    """One dimension: the pooled views, then every group."""
    lines = []
    if own is not None or other is not None:
        for side, score in (("self", own), ("external", other)):
            hint = missing or words("reason.none") if score is None else ""
            value = "–" if score is None else words.score(score)
            lines.append((words(f"image.{side}"), words(f"view.{side}"), hint, value, ""))
    for row in rows:
        hint, value = (row.reason, "–") if row.score is None else (row.word, words.score(row.score))
        lines.append((row.label, words(f"view.{row.kind}"), hint, value, row.count))
    keys = "profile.group", "profile.view", "method.hint", "items.value", "numbers.answers"
    return Table(title, tuple(words(key) for key in keys), tuple(lines), words=3)


def of_spans(spans: Sequence[tuple[str, float, float]], words: Words) -> Table | None:
    """When every measure begins and ends; None without measures."""
    head = words("measures.measure"), words("numbers.start"), words("numbers.end")
    rows = [
        (text, words("measures.day", day=start), words("measures.day", day=end)) for text, start, end in spans
    ]
    return Table(words("numbers.spans"), head, tuple(rows)) if rows else None
