"""At a glance: headline, three facts, the findings and the next steps, on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from salesex.model.results import GapRow, TypeRow
from salesex.model.verdicts import stage_verdict
from salesex.reports import tables
from salesex.reports.chapters import box
from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.chapters.box import Note
from salesex.reports.charts import mini, signet, symbols
from salesex.reports.drawing import FIGURE, LABEL, MESSAGE, Drawing, Mark, Table
from salesex.reports.metrics import width, wrap
from salesex.reports.view import View
from salesex.reports.wording import certainty, gaps, profile, roadmap, types
from salesex.reports.wording import findings as finding_wording
from salesex.reports.wording import summary as wording
from salesex.reports.wording.measures import Measure, Told
from salesex.reports.wording.words import Words

MOST = 3
TILE_WIDTH = 53.5
"""Width in mm of a fact."""
MakeTile = Callable[[View, Studio], "Tile | None"]


@dataclass(frozen=True, slots=True)
class Tile:
    """One fact: label, symbol, figure, and what qualifies it."""

    label: str
    symbol: Drawing
    figure: str
    state: str
    note: str

    @property
    def size(self) -> str:
        """Class of the figure: set smaller where a word or the whole would not fit at 34 points."""
        for name, size, most in (("figure", FIGURE, 1), ("big", MESSAGE, 2)):
            longest = max(width(word, size, 300) for word in self.figure.split() or [""])
            if longest <= TILE_WIDTH and len(wrap(self.figure, TILE_WIDTH, size, 300)) <= most:
                return name
        return "named"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its evidence."""

    number: str
    head: str
    text: str
    chart: Drawing | None


@dataclass(frozen=True, slots=True)
class Step:
    """A next step with the numbers of its findings."""

    findings: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Summary(Chapter):
    """The management summary; `box` explains it where no other chapter does."""

    tiles: tuple[Tile, ...]
    findings_title: str
    findings: tuple[FindingRow, ...]
    numbers: Table | None
    steps_title: str
    steps: tuple[Step, ...]
    box: tuple[Note, ...] = ()


def build(
    views: list[View], told: list[Told], planned: list[Measure], studio: Studio, *, boxed: bool = False
) -> Summary:
    """Make the summary; `boxed`: with what else the chapters on quality and method would explain."""
    words = studio.words
    tiles = [tile for make in (_type_tile, _stage_tile, _gap_tile) for tile in _first(make, views, studio)]
    steps = _steps(planned)
    charts = [(one, _evidence(one, words)) for one in told]
    return Summary(
        part="summary",
        kicker=words("summary.kicker"),
        message=words.heading(wording.message(views, words)),
        tiles=tuple((tiles + _dimension_tiles(views, studio))[:MOST]),
        findings_title=words(f"summary.findings.{len(told)}") if told else "",
        findings=tuple(_finding(one, evidence, studio) for one, evidence in charts),
        numbers=tables.of_findings([evidence for _, evidence in charts], words),
        steps_title=words(f"summary.steps.{len(steps)}"),
        steps=steps,
        box=box.build(views, studio) if boxed else (),
    )


def _steps(planned: list[Measure]) -> tuple[Step, ...]:
    """The first measure of all, the first of each finding, and others until there are three, as planned."""
    chosen: list[Measure] = planned[:1]
    for measure in sorted(planned[1:], key=lambda measure: measure.findings):
        if len(chosen) <= MOST and not any(measure.findings == other.findings for other in chosen):
            chosen.append(measure)
    rest = [measure for measure in planned if measure not in chosen]
    chosen += rest[: max(0, MOST - len(chosen))]
    chosen.sort(key=planned.index)
    return tuple(Step(" ".join(map(str, measure.findings)) or "–", measure.text) for measure in chosen)


def _first(make: MakeTile, views: list[View], studio: Studio) -> list[Tile]:
    tiles = (make(view, studio) for view in views)
    return [tile for tile in tiles if tile is not None][:1]


def _type_tile(view: View, studio: Studio) -> Tile | None:
    words = studio.words
    row = types.main_row(view) if view.definition.types else None
    if row is None or row.type is None:
        return None
    kind = types.rules_of(view).reference[row.type]
    title = view.text(kind.title)
    state = {
        "qualifier": words(f"qualifier.{row.qualifier}"),
        "certainty": words(f"certainty.{row.certainty}"),
    }
    runner_up, n = view.type_title(row.runner_up or row.type), words.n(row.n)
    order = [dimension.id for dimension in view.definition.dimensions]
    if types.uncertain(row):
        rows = [view.shown("dimension", key, row.scope, row.scope_id) for key in order]
        scores = tuple(None if found is None else found.score for found in rows)
        symbol = studio.keep(signet.draw(scores, studio.colours, words("tile.type.none"), 15))
        note = _open_note(view, words, row, state, n)
        return Tile(words("tile.type"), symbol, words("tile.type.open"), words("tile.type.none"), note)
    profile_of = tuple(kind.profile[key] for key in order)
    symbol = studio.keep(signet.draw(profile_of, studio.colours, title, 15))
    drawn = {kind: share for kind, share in row.shares.items() if kind != row.type}
    if drawn and row.stability is not None:
        often = view.type_title(max(drawn, key=drawn.__getitem__))
        share = certainty.of_hundred(row.stability)
        note = words("tile.type.stable", share=share, runner_up=often, n=n)
    else:
        note = words("tile.type.note", runner_up=runner_up, margin=words.decimal(row.margin or 0.0), n=n)
    own, other = view.type_row("perspective", "self"), view.type_row("perspective", "external")
    if own and other and row.scope == "overall":
        names = {"self": _view_name(view, words, own), "external": _view_name(view, words, other)}
        for key, row_of in (("self_sure", own), ("external_sure", other)):
            names[key] = words("tile.type.sure", certainty=words(f"certainty.{row_of.certainty}"))
        note = f"{words('tile.type.views', **names)} {note}"
    return Tile(words("tile.type"), symbol, title, words("tile.type.state", **state), note)


def _open_note(view: View, words: Words, row: TypeRow, state: dict[str, str], n: str) -> str:
    """What is near where no type is clear."""
    said, titles = types.verdict_of(view, row)
    if said == "between":
        return words("tile.type.between", types=words.series(titles), certainty=state["certainty"], n=n)
    if said == "missed":
        return words("tile.type.gate", nearest=titles[0], certainty=state["certainty"], n=n)
    runner_up = view.type_title(row.runner_up or row.type or "")
    return words("tile.type.even", type=titles[0], runner_up=runner_up, n=n, **state)


def _view_name(view: View, words: Words, row: TypeRow) -> str:
    return words("tile.type.none") if types.uncertain(row) else view.type_title(row.type or "")


def _stage_tile(view: View, studio: Studio) -> Tile | None:
    words = studio.words
    row = roadmap.main_row(view) if view.definition.staged else None
    if row is None or row.stage is None:
        return None
    last = view.definition.last_stage
    found = stage_verdict(row)
    banded = found.kind == "open" and found.low < found.high
    figure = words(
        "tile.stage.figure.open" if banded else "tile.stage.figure",
        stage=row.stage,
        low=found.low,
        high=found.high,
        last=last,
    )
    symbol = studio.keep(symbols.stairs(row.stage, last, studio.colours, figure, 15))
    sure = words(f"stage.certainty.{found.kind}")
    title = next((view.text(one.title) for one in view.definition.stages if one.stage == row.stage > 0), "")
    state = words("tile.stage.state", title=title, sure=sure) if title and not banded else sure
    axes = ", ".join(
        words("tile.stage.axis", axis=view.titles[axis], stage=stage)
        for axis, stage in row.axis_stages.items()
    )
    following = roadmap.next_stage(view, row)
    n = finding_wording.roadmap_n(view, words)
    if following is None:
        note = words("tile.stage.top", n=n)
    elif count := len(following.blockers):
        key = "tile.stage.blockers" if count > 1 else "tile.stage.blockers.one"
        note = words(key, next=following.stage, items=words.count(count, "item"), n=n, axes=axes)
    else:
        note = words("tile.stage.open", next=following.stage, axes=axes)
    return Tile(_roadmap_name(view, words), symbol, figure, state, note)


def _roadmap_name(view: View, words: Words) -> str:
    """The questionnaire's title where it fits above the figure, without what stands in brackets."""
    title = view.text(view.definition.title).partition(" (")[0]
    return title if width(title, LABEL, 400) <= TILE_WIDTH else words("tile.stage.short")


def _gap_tile(view: View, studio: Studio) -> Tile | None:
    if view.definition.types:
        return None  # its gaps are told by profile and type
    for pair, label in ((gaps.PAIR, "tile.gap"), (gaps.MIRROR_PAIR, "tile.gap.mirror")):
        rows = gaps.dimension_gaps(view, pair)
        if rows:
            return _gap(view, studio, max(rows, key=lambda row: abs(row.gap)), label)
    return None


def _gap(view: View, studio: Studio, row: GapRow, label: str) -> Tile:
    words = studio.words
    index = [dimension.id for dimension in view.definition.dimensions].index(row.id)
    title = view.titles[row.id]
    symbol = studio.keep(symbols.dimension(index, studio.colours, title, 15))
    state = ", ".join(filter(None, certainty.gap_kind(view, words, row)))
    note = words(
        f"{label}.note",
        dimension=title,
        a=words.score(row.a),
        n_a=words.n(row.n_a),
        b=words.score(row.b),
        n_b=words.n(row.n_b),
    )
    if interval := certainty.gap_interval(row, words):
        note = words("tile.gap.interval", note=note, interval=interval)
    return Tile(words(label), symbol, words.gap(row.a, row.b), state, note)


def _dimension_tiles(views: list[View], studio: Studio) -> list[Tile]:
    """Strongest and weakest dimension, to fill the row where there is less to tell."""
    words = studio.words
    for view in views:
        order = profile.ranked(view)
        if not order:
            continue
        ends = [("tile.strongest", order[0])]
        if len(order) > 1:
            ends.append(("tile.weakest", order[-1]))
        tiles = []
        for label, (key, row) in ends:
            index = [dimension.id for dimension in view.definition.dimensions].index(key)
            symbol = studio.keep(symbols.dimension(index, studio.colours, view.titles[key], 15))
            note = words("tile.dimension.note", n=words.n(row.n))
            score = words.score(profile.score_of(row))
            tiles.append(Tile(words(label), symbol, score, view.titles[key], note))
        return tiles
    return []


def _finding(one: Told, evidence: tables.Evidence, studio: Studio) -> FindingRow:
    words = studio.words
    head, text = finding_wording.head(one, words), finding_wording.text(one, words)
    return FindingRow(str(one.number), head, text, _mini(evidence, studio))


def _evidence(one: Told, words: Words) -> tables.Evidence:
    """What shows a finding in small: two views of a gap, a score at its threshold; nothing for others."""
    view = one.view
    own, other, mirror = (one.number_value(key) for key in ("self", "external", "mirror"))
    threshold: float | None = None
    points: list[mini.Point] = []
    interval = None
    if one.finding.code.startswith("F-GAP") and own is not None:
        side: Mark = "mirror" if other is None or one.finding.code == "F-GAP-MIRROR" else "external"
        value = mirror if side == "mirror" else other
        if value is not None:
            points = [mini.Point(words("view.self"), "self", own)]
            points.append(mini.Point(words(f"view.{side}"), side, value))
    elif one.finding.code in {"F-DIM-WEAK", "F-DIM-STRONG"}:
        row = view.best_scope("dimension", one.text_value("dimension"))
        if row is not None and row.score is not None:
            points = [mini.Point(view.titles[row.id], "self", row.score)]
            threshold = one.number_value("target")
            if row.ci_low is not None and row.ci_high is not None:
                interval = (row.ci_low, row.ci_high)
    elif one.finding.code in {"F-STAGE", "F-STAGE-IMBALANCE", "F-STAGE-ISLAND"}:
        points, threshold = _stage_points(view)
    return str(one.number), points, threshold, interval


def _mini(evidence: tables.Evidence, studio: Studio) -> Drawing | None:
    words = studio.words
    _, points, threshold, interval = evidence
    if not points:
        return None
    title = words("mini.alt", values=", ".join(f"{p.label} {words.score(p.score)}" for p in points))
    return studio.keep(mini.draw(points, studio.colours, title, threshold, interval))


def _stage_points(view: View) -> tuple[list[mini.Point], float]:
    row = roadmap.main_row(view)
    following = roadmap.next_stage(view, row) if row else None
    threshold = roadmap.rules_of(view).axis_threshold
    if following is None:
        return [], threshold
    kinds: tuple[Mark, Mark] = ("self", "external")
    shown = [(axis, state.score) for axis, state in following.axes.items() if state.score is not None]
    points = [mini.Point(view.titles[axis], kind, score) for kind, (axis, score) in zip(kinds, shown)]
    return points, threshold
