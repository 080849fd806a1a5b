"""The appendix of the annex: every statement in its wording, and the answers there are."""

from __future__ import annotations

from collections.abc import Iterator

from salesex.model import PERSPECTIVES, Engagement, Item, Questionnaire
from salesex.model.text import Text
from salesex.reports.formats import MINUS
from salesex.reports.record import Block, Part, said
from salesex.reports.wording.words import Words


def appendix(engagement: Engagement, words: Words) -> Iterator[Part]:
    """Yield what all of it is, then a part for every questionnaire.

    Raises
    ------
    KeyError : a text of a questionnaire lacks the language
    """
    yield Part(words("annex.wording"), (Block(words("annex.wording.text")),), "appendix")
    for part in engagement.questionnaires:
        title = said(part.title, engagement, words)
        blocks = (
            Block(_scale(part, engagement, words)),
            Block(wording=tuple(_lines(part, engagement, words))),
        )
        yield Part(words("annex.wording.version", title=title, version=part.version), blocks, "annexed")


def texts(part: Questionnaire) -> Iterator[tuple[str, Text]]:
    """Yield every text of a questionnaire that the appendix shows, by its place in it."""
    for value, label in part.scale.labels.items():
        yield f"scale/labels/{value}", label
    if part.scale.no_answer is not None:
        yield "scale/no_answer", part.scale.no_answer
    for stage in part.stages:
        yield f"stages/{stage.stage}/title", stage.title
    for item in part.items():
        yield f"items/{item.id}/text", item.text


def _scale(part: Questionnaire, engagement: Engagement, words: Words) -> str:
    """Every answer with its words, such as "1 = stimmt nicht"."""
    scale = part.scale
    if len(scale.labels) > 1:
        shown = [
            f"{_figure(value)} = {said(text, engagement, words)}" for value, text in scale.labels.items()
        ]
    else:
        shown = [f"{_figure(scale.min)} – {_figure(scale.max)}"]
    if scale.no_answer is not None:
        shown.append(words("annex.wording.no_answer", label=said(scale.no_answer, engagement, words)))
    return words("annex.wording.scale", labels=", ".join(shown))


def _figure(value: int) -> str:
    return str(value).replace("-", MINUS)


def _lines(part: Questionnaire, engagement: Engagement, words: Words) -> Iterator[tuple[str, str]]:
    """Headings without an id, and statements."""
    titles = {one.id: said(one.title, engagement, words) for one in part.dimensions}
    for stage in part.stages:
        for name in stage.axes:
            titles[f"{stage.stage}.{name}"] = words(
                "annex.wording.stage",
                stage=stage.stage,
                title=said(stage.title, engagement, words),
                axis=said(part.axes[name].title, engagement, words),
            )
    for section in part.sections():
        yield "", titles[section.id]
        for item in section.items:
            yield item.id, _statement(item, engagement, words)


def _statement(item: Item, engagement: Engagement, words: Words) -> str:
    """A statement, with the views that are asked where not all are."""
    text = said(item.text, engagement, words)
    if set(item.observers) == set(PERSPECTIVES):
        return text
    views = [words(f"record.view.{view}") for view in PERSPECTIVES if view in item.observers]
    return words("annex.wording.views", text=text, views=words.series(views))
