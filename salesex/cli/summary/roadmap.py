"""The stage on the roadmap, and what stands before the next one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import VIEWS, grid, heading, note, plain
from salesex.cli.words import DASH, Words
from salesex.model.verdicts import stage_verdict
from salesex.reports.formats import of_hundred

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.results import QuestionnaireResults, RoadmapRow


VERIFY = "verify:"


def show(part: QuestionnaireResults, words: Words, verbose: bool = False) -> Iterable[RenderableType]:
    """Yield the stages of overall, self and external, then the next steps and notes of the overall."""
    definition = part.definition
    found = {(row.scope, row.scope_id): row for row in part.roadmap}
    rows = [(key, found[scope]) for scope, key in VIEWS if scope in found]
    yield heading(words.text(definition.title))
    if not rows:
        yield note(words("not_shown"))
        return
    axes = [(words.text(axis.label), True) for axis in definition.axes.values()]
    judged = any(row.certainty is not None for _, row in rows)
    sure = [(words("certainty"), False)] if judged else []
    columns = [("", False), (words("stage"), False), *sure, *axes]
    yield grid(columns, [_row(part, key, row, words, judged) for key, row in rows])
    for row in (row for key, row in rows if key == "overall"):
        yield from _next(part, row, words)
        for sentence in notes(part, row, words):
            yield note(sentence)
        if verbose and row.stability is not None:
            yield note(words("stability.stage", share=of_hundred(row.stability)))


def statement(part: QuestionnaireResults, row: RoadmapRow, words: Words) -> str:
    """Say which stage it is, with its title; of one that is open, only between which stages it lies."""
    if row.stage is None:
        return words("not_shown")
    found = stage_verdict(row)
    if found.kind == "open" and found.low < found.high:
        last = part.definition.last_stage
        return words("stage_between", low=found.low, high=found.high, last=last)
    if row.stage == 0:
        return words("stage_none")
    titles = {stage.stage: words.text(stage.label) for stage in part.definition.stages}
    place = words("stage_of", stage=row.stage, last=part.definition.last_stage)
    return f"{place}: {titles[row.stage]}"


def notes(part: QuestionnaireResults, row: RoadmapRow, words: Words) -> list[str]:
    """Return a sentence for imbalance, islands and every note code that is known."""
    sentences = [_imbalance(part, row, code, words) for code in row.notes if code.startswith("imbalance_")]
    if row.islands:
        sentences.append(words("islands", stages=words.listed([str(stage) for stage in row.islands])))
    if "contradiction" in row.notes:
        sentences.append(words("note.contradiction", start=words.number(row.start)))
    if "not_judged" in row.notes:
        sentences.append(words("note.not_judged"))
    checks = [code.removeprefix(VERIFY) for code in row.notes if code.startswith(VERIFY)]
    if checks:
        sentences.append(words("note.verify", items=", ".join(checks)))
    return sentences


def certainty(row: RoadmapRow, words: Words) -> str:
    """Say how sure a stage is, with the stages it may be where they are several."""
    if row.certainty is None:
        return DASH
    word = words(f"certainty.{row.certainty}")
    if row.band is None or row.band[0] == row.band[1]:
        return word
    return words("band", word=word, low=row.band[0], high=row.band[1])


def _row(part: QuestionnaireResults, key: str, row: RoadmapRow, words: Words, judged: bool) -> list[str]:
    axes = [str(row.axis_stages.get(axis, DASH)) for axis in part.definition.axes]
    sure = [certainty(row, words)] if judged else []
    return [words(f"view.{key}"), statement(part, row, words), *sure, *axes]


def _imbalance(part: QuestionnaireResults, row: RoadmapRow, code: str, words: Words) -> str:
    ahead = max(row.axis_stages, key=row.axis_stages.__getitem__)
    axis = words.text(part.definition.axes[ahead].label)
    stages = max(row.axis_stages.values()) - min(row.axis_stages.values())
    return words(f"note.{code}", axis=axis, difference=stages)


def _next(part: QuestionnaireResults, row: RoadmapRow, words: Words) -> Iterable[RenderableType]:
    if row.stage is None:
        return
    if row.stage >= part.definition.last_stage:
        yield note(words("stage_last"))
        return
    following = row.stage + 1
    blockers = {item for one in row.stages if one.stage == following for item in one.blockers}
    steps = [item for item in row.next_steps if item in blockers]
    if not steps:
        yield note(words("nothing_blocks", stage=following))
        return
    texts = {item.id: words.text(item.text) for item in part.definition.items()}
    scores = {
        score.id: score.score for score in part.scores if score.level == "item" and score.scope == row.scope
    }
    yield plain(f"\n  {words('blocks_next', stage=following)}")
    rows = [[item, texts.get(item, ""), words.number(scores.get(item))] for item in steps]
    yield grid([("", False), (words("statement"), False), (words("score"), True)], rows)
