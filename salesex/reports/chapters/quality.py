"""How far the numbers carry: reliability, agreement, what is missing, who carries it, who can see what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.model import soundness
from salesex.model.quality import MissingRow
from salesex.model.results import Finding, Level
from salesex.model.verdicts import SPLIT_PART, ad_limit
from salesex.reports import formats
from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.view import View
from salesex.reports.wording import quality as wording
from salesex.reports.wording.quality import Told
from salesex.reports.wording.words import Words

MOST_SPLITS = 3
MOST_MISSING = 3
"""Rows of the tables of what splits and of what is missing; the widest are shown."""

ABSENT = {"few", "difference", "one_item", "no_variance"}
"""Why alpha may be missing; for any other reason it is only said that it is."""
FIVE = 5
"""Answer options of the scale on which the rule for agreement is explained."""


@dataclass(frozen=True, slots=True)
class Cohesion:
    """How the statements of one dimension hang together; without numbers `word` is the reason."""

    title: str
    questionnaire: str
    word: str
    alpha: str = "–"
    interval: str = "–"
    omega: str = "–"
    n: str = "–"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A statement that splits a group."""

    text: str
    group: str
    word: str
    steps: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Where much is missing, and where the score would lie with it."""

    where: str
    share: str
    score: str
    range: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences, before and after a table if there is one."""

    title: str
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quality(Chapter):
    """Each table is empty where there is nothing to show; its section says so."""

    cohesion: Section
    rows: tuple[Cohesion, ...]
    interval: str
    agreement: Section
    splits: tuple[SplitRow, ...]
    missing: Section
    gaps: tuple[Missing, ...]
    carried: Section
    seen: Section


def build(views: list[View], studio: Studio, findings: Sequence[Finding] = ()) -> Quality:
    """Make the chapter, once for the engagement; `findings` are those the summary tells."""
    words = studio.words
    parted = wording.splits(views)
    gaps = [(view, row) for view in views for row in soundness.missing_much(view.part)]
    gaps.sort(key=lambda pair: soundness.MISSING_ORDER.index(pair[1].scope))
    return Quality(
        part="quality",
        kicker=words("quality.kicker"),
        message=words.heading(wording.message(views, words, findings)),
        follows=studio.say(wording.follows(views, words, findings)),
        cohesion=_cohesion(views, studio),
        rows=_rows(views, studio),
        interval=words("quality.interval", sure=words.percent(95)),
        agreement=_agreement(views, studio, bool(parted)),
        splits=tuple(_split(view, one, words) for view, one in parted[:MOST_SPLITS]),
        missing=_missing(len(gaps), words),
        gaps=tuple(_gap(view, row, words) for view, row in gaps[:MOST_MISSING]),
        carried=_carried(views, studio),
        seen=Section(words("quality.seen"), seen(views, studio)),
    )


def _cohesion(views: list[View], studio: Studio) -> Section:
    words, told = studio.words, wording.reliability(views)
    title = words("quality.cohesion")
    if not told:
        return Section(title, (words("quality.cohesion.stages"),))
    if all(one.row.status != "ok" for one in told):
        least = max(soundness.FROM_RATERS, 2 * studio.minimum)
        return Section(title, (words("quality.cohesion.few", n=least),))
    bounds = {
        "fair": words.decimal(soundness.FAIR_ALPHA, 2),
        "good": words.decimal(soundness.GOOD_ALPHA, 2),
    }
    return Section(
        title,
        (words("quality.cohesion.text", **bounds),),
        studio.say(wording.items(told, words)),
    )


def _rows(views: list[View], studio: Studio) -> tuple[Cohesion, ...]:
    told = wording.reliability(views)
    if all(one.row.status != "ok" for one in told):
        return ()
    return tuple(_row(one, studio) for one in told)


def _row(one: Told, studio: Studio) -> Cohesion:
    words, row = studio.words, one.row
    title, whole = one.view.titles[row.id], one.view.text(one.view.definition.title)
    if row.status != "ok" or row.alpha is None:
        reason = row.undefined.get("alpha") or row.reason
        least = max(soundness.FROM_RATERS, 2 * studio.minimum)
        key = f"quality.absent.{reason}" if reason in ABSENT else "reason.none"
        return Cohesion(title, whole, words(key, n=least), hidden=True)
    low, high = row.alpha_ci_low, row.alpha_ci_high
    known = low is not None and high is not None
    return Cohesion(
        title,
        whole,
        words(f"quality.cohesion.{soundness.cohesion(row.alpha)}"),
        words.decimal(row.alpha, 2),
        formats.interval(low or 0.0, high or 0.0, words.language, 2) if known else "–",
        "–" if row.omega is None else words.decimal(row.omega, 2),
        str(row.n),
    )


def _agreement(views: list[View], studio: Studio, parted: bool) -> Section:
    words, twice = studio.words, 2 * studio.minimum
    across = [found for view in views if (found := wording.between(view, words)) is not None]
    said = list(studio.say(across)) or [words("quality.between.few", n=twice)]
    said += _agreeing(views, words, twice)
    if parted:
        mixed, split = (words.decimal(bound, 2) for bound in (ad_limit(FIVE), FIVE / SPLIT_PART))
        note = words("quality.splits.note", mixed=mixed, split=split)
        return Section(words("quality.agreement"), tuple(said), (note,))
    judged = any(row.ad_mean is not None for view in views for row in view.part.agreement)
    said.insert(0, words("quality.splits.none") if judged else words("quality.splits.few", n=twice))
    return Section(words("quality.agreement"), tuple(said))


def _agreeing(views: list[View], words: Words, least: int) -> list[str]:
    """Of how many of the shown groups it is known how far they agree; nothing where of none, or of all."""
    asked = {row.group for view in views for row in view.part.participation}
    judged = {
        row.scope_id
        for view in views
        for row in view.part.agreement
        if row.scope == "group" and row.scope_id in asked and row.ad_mean is not None
    }
    if not judged or judged == asked:
        return []
    return [words("quality.agreement.known", n=least, known=len(judged), total=len(asked))]


def _split(view: View, one: soundness.Split, words: Words) -> SplitRow:
    return SplitRow(
        view.text(view.items[one.item.id].text),
        wording.group(view, words, one.group),
        words(wording.split_word(view, one)),
        words(
            "quality.steps",
            steps=words.decimal(one.item.ad),
            width=soundness.width(view.definition.scale),
        ),
    )


def _missing(count: int, words: Words) -> Section:
    title = words("quality.missing")
    share = words.percent(100 * soundness.MANY_MISSING)
    bounds = {"share": share, "points": words.score(soundness.WIDE_RANGE)}
    if not count:
        return Section(title, (words("quality.missing.none", **bounds),))
    more = count - MOST_MISSING
    after = (words("quality.missing.more", places=words.count(more, "further_place")),) if more > 0 else ()
    return Section(title, (words("quality.missing.text", **bounds),), after)


def _gap(view: View, row: MissingRow, words: Words) -> Missing:
    section = _section_title(view, row.id, words)
    who = words("overall") if row.scope_id is None else _who(view, row, words)
    level: Level = "axis" if view.definition.staged else "dimension"
    score = view.shown(level, row.id, row.scope, row.scope_id)
    share = soundness.missing_share(row)
    hidden = words.count(len(row.hidden_items), "item") if row.hidden_items else ""
    said = words.percent(100 * share) if share is not None else "–"
    return Missing(
        f"{section}, {who}",
        words("quality.missing.hidden", share=said, items=hidden) if hidden else said,
        "–" if score is None or score.score is None else words.score(score.score),
        formats.interval(row.low or 0.0, row.high or 0.0, words.language),
    )


def _who(view: View, row: MissingRow, words: Words) -> str:
    assert row.scope_id is not None
    if row.scope == "perspective":
        return words(f"view.{row.scope_id}")
    return wording.group(view, words, row.scope_id)


def _section_title(view: View, id: str, words: Words) -> str:
    if not view.definition.staged:
        return view.titles[id]
    stage, axis = id.split(".", 1)
    return words("quality.stage", stage=stage, axis=view.titles[axis])


def _carried(views: list[View], studio: Studio) -> Section:
    words, known = studio.words, wording.results(views)
    title = words("quality.carried")
    if not known:
        return Section(title, (words("quality.carried.none"),))
    said = (studio.say(wording.influence(view, words, found)) for view, found in known)
    return Section(title, tuple(" ".join(one) for one in said if one))


def seen(views: list[View], studio: Studio) -> tuple[str, str]:
    """Who can see what: what protects, and what no rule can prevent."""
    words, k = studio.words, studio.minimum
    alone = any(one.single_role and one.consent for one in studio.engagement.groups)
    protected = [words("quality.seen.who"), words("quality.seen.groups", k=k, twice=2 * k)]
    protected.append(words("quality.seen.computed.roles" if alone else "quality.seen.computed", k=k))
    open_ends = [words("quality.seen.limits", k=k)]
    if any(view.part.comments for view in views):
        open_ends.append(words("quality.seen.comments"))
    return " ".join(protected), " ".join(open_ends)
