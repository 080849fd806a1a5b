"""Sentences about how far the numbers carry; the words follow `salesex.model.soundness`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salesex.model import soundness
from salesex.model.quality import AgreementRow, InfluenceRow, ReliabilityItem, ReliabilityRow
from salesex.model.results import Finding
from salesex.model.soundness import Carried, Split
from salesex.model.verdicts import deviation_word
from salesex.reports.formats import rounded
from salesex.reports.view import View
from salesex.reports.wording.words import Sentence, Words, sentence

MOST_ITEMS = 3
"""Statements that are named because they do not go with the others."""
ABOUT_GROUPS = ("overall", "perspective")
"""Scopes of agreement rows across groups."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row of a questionnaire's results, with the view that knows its names."""

    view: View
    row: ReliabilityRow


def reliability(views: Iterable[View]) -> list[Told]:
    """Reliability rows of all profiles."""
    return [Told(view, row) for view in views for row in view.part.reliability]


def loose(views: Iterable[View]) -> list[Told]:
    """Dimensions whose statements hang together only loosely, in the order of the questionnaires."""
    return [Told(view, row) for view in views for row in soundness.least_reliable(view.part.reliability)]


def group(view: View, words: Words, scope_id: str) -> str:
    """Name of a group or remainder."""
    names = {one.id: view.text(one.title) for one in view.engagement.groups}
    return names.get(scope_id, words("rest"))


def results(views: Iterable[View]) -> list[tuple[View, Carried]]:
    """What is known about who carries which result."""
    pairs = ((view, soundness.carried(view.part)) for view in views)
    return [(view, found) for view, found in pairs if found is not None]


def unproven(views: Iterable[View], told: Iterable[Finding]) -> list[str]:
    """Names of dimensions that a told finding rests on, and whose alpha is not shown."""
    rows = [one for one in reliability(views) if one.row.status != "ok"]
    found = []
    for finding in told:
        about = finding.values.get("dimension")
        found += [one.view.names[one.row.id] for one in rows if one.row.id == about]
    return list(dict.fromkeys(found))


def message(views: Sequence[View], words: Words, told: Sequence[Finding] = ()) -> Sentence:
    """Choose the chapter's message: first whether one group decides, then what hangs together loosely.

    A dimension that the report's headline rests on is named where nothing is known about it.
    """
    known = results(views)
    for view, found in known:
        if found.other:
            return _other(view, words, found, found.other[0])
    if not known:
        return sentence("quality.message.untested")
    for view, found in known:
        if found.most is not None and _heavy(found.most):
            points = words.points(abs(found.most.change or 0.0))
            name = group(view, words, found.most.without)
            return sentence("quality.message.heavy", group=name, points=points)
    low, open_ = loose(views), unproven(views, told)
    if open_ and any(one.row.status == "ok" for one in reliability(views)):
        return _open(words, low, open_[0])
    if len(low) == 1:
        return sentence("quality.message.loose.one", dimension=low[0].view.names[low[0].row.id])
    if low:
        return sentence("quality.message.loose", count=words.in_words(len(low)))
    return sentence("quality.message.sound")


def _open(words: Words, low: Sequence[Told], unknown: str) -> Sentence:
    if not low:
        return sentence("quality.message.sound.open", open=unknown)
    if len(low) == 1:
        name = low[0].view.names[low[0].row.id]
        return sentence("quality.message.loose.one.open", dimension=name, open=unknown)
    count = words.in_words(len(low), capital=True)
    return sentence("quality.message.loose.open", count=count, open=unknown)


def _heavy(row: InfluenceRow) -> bool:
    return abs(row.change or 0.0) >= soundness.WIDE_RANGE


def _other(view: View, words: Words, found: Carried, row: InfluenceRow) -> Sentence:
    """What the result would be without one group."""
    name = group(view, words, row.without)
    if found.kind is not None:
        if row.type is None:
            return sentence("quality.other.no_type", group=name)
        was, now = view.type_title(found.kind), view.type_title(row.type)
        return sentence("quality.other.type", group=name, type=now, was=was)
    if row.stage is None:
        return sentence("quality.other.no_stage", group=name)
    return sentence("quality.other.stage", group=name, stage=row.stage, was=found.stage)


def influence(view: View, words: Words, found: Carried) -> list[Sentence]:
    """Say whose answers carry one questionnaire's result, and whether it would change without them."""
    title = view.text(view.definition.title)
    said = [_most(view, words, found, title)] if found.most is not None else []
    if found.other:
        head = [] if said else [sentence("quality.influence.title", title=title)]
        return [*said, *head, *(_stop(view, words, found, row) for row in found.other)]
    if found.kind is not None:
        return [*said, sentence("quality.influence.type", type=view.type_title(found.kind))]
    if found.stage is not None:
        return [*said, sentence("quality.influence.stage", title=title, stage=found.stage)]
    return said


def _stop(view: View, words: Words, found: Carried, row: InfluenceRow) -> Sentence:
    return sentence("quality.influence.other", other=words.say(_other(view, words, found, row)))


def _most(view: View, words: Words, found: Carried, title: str) -> Sentence:
    row = found.most
    assert row is not None and row.score is not None and found.score is not None
    if rounded(row.score) == rounded(found.score):
        return sentence("quality.influence.still", title=title, score=words.score(found.score))
    return sentence(
        "quality.influence.most",
        title=title,
        group=group(view, words, row.without),
        without=words.score(row.score),
        score=words.score(found.score),
    )


def items(told: Sequence[Told], words: Words) -> list[Sentence]:
    """Name the statements that do not go with the others of their dimension."""
    shown = [one for one in told if one.row.items]
    flawed = [(one, item, flaw) for one in shown for item, flaw in soundness.flawed(one.row)]
    flawed.sort(key=lambda found: found[1].item_rest or 0.0)
    if flawed:
        return [_item(one, item, flaw, words) for one, item, flaw in flawed[:MOST_ITEMS]]
    if not shown:
        return [sentence("quality.items.untold")] if any(one.row.status == "ok" for one in told) else []
    if len(shown) == len(told):
        return [sentence("quality.items.sound")]
    count = words.count(len(shown), "in_dimension")
    return [sentence("quality.items.sound.partly", dimensions=count, total=words.in_words(len(told)))]


def _item(one: Told, item: ReliabilityItem, flaw: str, words: Words) -> Sentence:
    view, row = one.view, one.row
    values = {
        "item": words.cited(view.text(view.items[item.id].text)),
        "dimension": view.names[row.id],
        "r": words.decimal(item.item_rest or 0.0, 2),
    }
    without = item.alpha_if_dropped
    if without is None or row.alpha is None or rounded(without, 2) <= rounded(row.alpha, 2):
        return sentence(f"quality.items.{flaw}", **values)
    values |= {"alpha": words.decimal(row.alpha, 2), "without": words.decimal(without, 2)}
    return sentence(f"quality.items.{flaw}.dropped", **values)


def between(view: View, words: Words) -> Sentence | None:
    """Say how far an answer depends on the group, of the dimension where it does most."""
    rows = [row for row in view.part.agreement if row.scope in ABOUT_GROUPS and row.icc1 is not None]
    rows = [row for row in rows if row.scope == rows[0].scope and row.scope_id == rows[0].scope_id]
    if not rows:
        return None
    row = max(rows, key=_icc1)
    word = soundness.dependence(_icc1(row))
    if word == "none":
        return sentence("quality.between.none", title=view.text(view.definition.title))
    return sentence(
        "quality.between",
        title=view.text(view.definition.title),
        dimension=view.names[row.id],
        word=words(f"quality.depends.{word}"),
        share=words.percent(100 * _icc1(row)),
        means=words(_means(row), icc2=words.decimal(row.icc2 or 0.0, 2)),
        icc1=words.decimal(_icc1(row), 2),
    )


def _icc1(row: AgreementRow) -> float:
    return -1.0 if row.icc1 is None else row.icc1


def _means(row: AgreementRow) -> str:
    sure = row.icc2 is not None and row.icc2 >= soundness.RELIABLE_MEANS
    return "quality.means.apart" if sure else "quality.means.blurred"


def splits(views: Iterable[View]) -> list[tuple[View, Split]]:
    """The statements that split a group, widest first, over all questionnaires."""
    found = [(view, one) for view in views for one in soundness.splits(view.part)]
    return sorted(found, key=lambda pair: -pair[1].share)


def split_word(view: View, one: Split) -> str:
    """Key of the word for how a group parts on a statement."""
    return f"quality.word.{deviation_word(one.item.ad, view.definition.scale)}"


def follows(views: Sequence[View], words: Words, told: Sequence[Finding] = ()) -> list[Sentence]:
    """Choose what follows for whoever reads the other chapters."""
    known = results(views)
    said = [
        sentence("quality.follows.other", group=group(view, words, found.other[0].without))
        for view, found in known
        if found.other
    ][:1]
    if unknown := unproven(views, told):
        said.append(sentence("quality.follows.open", dimensions=words.series(unknown)))
    low = loose(views)
    if low:
        names = words.series([one.view.names[one.row.id] for one in low])
        key = "quality.follows.loose.one" if len(low) == 1 else "quality.follows.loose"
        said.append(sentence(key, dimensions=names))
    parted = splits(views)
    if parted:
        view, one = parted[0]
        item = words.cited(view.text(view.items[one.item.id].text))
        said.append(sentence("quality.follows.split", group=group(view, words, one.group), item=item))
    if not said and known:
        return [sentence("quality.follows.none")]
    return said
