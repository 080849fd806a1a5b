"""Measures: what to do about the findings, by rules; owner, effort and date are the client's."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.results import Finding
from salesex.reports.view import View
from salesex.reports.wording import gaps, roadmap
from salesex.reports.wording.words import Sentence, Words, sentence

PER_FINDING = 2
"""Actions taken from one finding, so that a hundred days suffice."""
RAISE = 10.0
"""Points a weak dimension should gain by the next wave, unless the target is nearer."""

TRUST, BASICS, STAGE = "trust", "basics", "stage"
PHASES = (TRUST, BASICS, STAGE)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its number in the report and the questionnaire it belongs to."""

    number: int
    view: View
    finding: Finding

    @property
    def about_stage(self) -> bool:
        """Whether it is about a stage, or what stands before the next."""
        return self.finding.code.startswith("F-STAGE")

    def text_value(self, key: str) -> str:
        """A value of the finding as text."""
        return str(self.finding.values.get(key) or "")

    def number_value(self, key: str) -> float | None:
        """A value of the finding as a number; None where it is hidden or absent."""
        value = self.finding.values.get(key)
        return float(value) if isinstance(value, int | float) else None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its text, the findings it answers to, and a proposed span in days."""

    text: str
    findings: tuple[int, ...]
    phase: str
    start: int
    end: int


def measures(told: list[Told], words: Words) -> list[Measure]:
    """All measures for the findings told, phase by phase; presenting the results comes first."""
    numbers = tuple(one.number for one in told)
    if not told:
        return [Measure(words("measures.more"), (), TRUST, 0, 30)]
    drafts = [(TRUST, numbers, words("measures.present"))]
    for one in told:
        drafts.extend((phase, (one.number,), text) for phase, text in _of_finding(one, words))
    return [
        Measure(text, found, phase, *_span(phase, position))
        for phase in PHASES
        for position, (_, found, text) in enumerate(_merged([d for d in drafts if d[0] == phase]))
    ]


Draft = tuple[str, tuple[int, ...], str]


def _merged(drafts: list[Draft]) -> list[Draft]:
    """Put the same measure of two findings together."""
    found: dict[str, Draft] = {}
    for phase, numbers, text in drafts:
        known = found.get(text, (phase, (), text))[1]
        found[text] = (phase, known + tuple(n for n in numbers if n not in known), text)
    return list(found.values())


def _span(phase: str, position: int) -> tuple[int, int]:
    """Propose start and end within a hundred days: phases overlap, later measures start later."""
    if phase == TRUST:
        return (0, 18) if position == 0 else (10 + 5 * (position - 1), 60)
    start, length = (18, 45) if phase == BASICS else (35, 50)
    begin = min(start + 8 * position, 90 - length // 2)
    return begin, min(begin + length, 100)


def _of_finding(one: Told, words: Words) -> list[tuple[str, str]]:
    code, view = one.finding.code, one.view
    title = view.names.get(one.text_value("dimension"), "")
    talks = {
        "F-GAP-BLIND": "measures.blind",
        "F-GAP-HIDDEN": "measures.hidden",
        "F-GAP-MIRROR": "measures.mirror",
        "F-SELF-APART": "measures.apart",
    }
    found = [(TRUST, words(talks[code], dimension=title))] if code in talks else []
    wanted = {"F-GAP-BLIND": 1, "F-GAP-MIRROR": 1, "F-GAP-AGREED-WEAKNESS": PER_FINDING}
    count = wanted.get(code, 0 if code in talks else PER_FINDING)
    phase = STAGE if one.about_stage else BASICS
    for item_id in one.finding.actions[:count]:
        found.append((phase, roadmap.action_of(view, words, item_id)))
    return found


def sign(one: Told, words: Words) -> Sentence:
    """Choose by what the client will notice that a finding has changed."""
    code, view = one.finding.code, one.view
    divergence = words.score(gaps.rules_of(view).divergence)
    gap = one.number_value("gap")
    dimension = one.text_value("dimension")
    if code == "F-GAP-BLIND" and gap is not None:
        return sentence("measures.sign.gap", gap=_apart(one, words, "external"), divergence=divergence)
    if code == "F-GAP-MIRROR" and gap is not None:
        return sentence("measures.sign.mirror", gap=_apart(one, words, "mirror"), divergence=divergence)
    if code == "F-GAP-HIDDEN" and (own := one.number_value("self")) is not None:
        return _hidden_sign(one, words, own)
    if code == "F-SELF-APART":
        return sentence("measures.sign.apart", divergence=divergence)
    if code == "F-ITEM-AGAINST":
        return sentence("measures.sign.against")
    score = one.number_value("external" if code == "F-GAP-AGREED-WEAKNESS" else "score")
    if code in {"F-DIM-WEAK", "F-GAP-AGREED-WEAKNESS"} and score is not None and dimension:
        now, goal = words.score(score), words.score(min(score + RAISE, view.definition.target))
        if now != goal:
            return sentence("measures.sign.dimension", dimension=view.names[dimension], score=now, goal=goal)
    row = roadmap.main_row(view) if one.about_stage else None
    following = roadmap.next_stage(view, row) if row else None
    if following is not None:
        rules = roadmap.rules_of(view)
        return sentence(
            "measures.sign.stage",
            next=following.stage,
            axes=words.series([view.titles[axis] for axis in following.axes]),
            threshold=words.score(rules.axis_threshold),
            floor=words.score(rules.item_floor),
        )
    return sentence("measures.sign.other")


def _apart(one: Told, words: Words, side: str) -> str:
    return words.width_of_gap(one.number_value("self") or 0.0, one.number_value(side) or 0.0)


def _hidden_sign(one: Told, words: Words, own: float) -> Sentence:
    goal = (one.number_value("external") or own) - gaps.rules_of(one.view).divergence
    return sentence("measures.sign.hidden", self=words.score(own), goal=words.score(goal))


def message(planned: list[Measure], end: str | None, following: int | None, words: Words) -> Sentence:
    """Choose the chapter's message: how many measures, by when, in which order."""
    if not any(measure.findings for measure in planned):
        return sentence("measures.none")
    used = [phase for phase in PHASES if any(measure.phase == phase for measure in planned)]
    names = [words(f"measures.short.{phase}", next=following) for phase in used]
    order = words(f"measures.phases.{len(names)}", **dict(zip(("first", "second", "third"), names)))
    count = words.count(len(planned), "measure", capital=True)
    if end is None:
        return sentence("measures.message", measures=count, phases=order)
    return sentence("measures.message.date", measures=count, phases=order, date=end)
