"""How far one questionnaire's numbers carry: a line where there is something to say, all with -v."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from salesex.cli.summary.gaps import view_name
from salesex.cli.summary.layout import grid, note
from salesex.cli.words import Words
from salesex.model import soundness
from salesex.model.verdicts import AgreementWord, agreement_word

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.quality import InfluenceRow, MissingRow, ReliabilityRow
    from salesex.model.results import QuestionnaireResults, Results
    from salesex.model.soundness import Carried

Line = tuple[str, str]
"""A label and what it says."""


def show(
    results: Results, part: QuestionnaireResults, words: Words, verbose: bool
) -> Iterable[RenderableType]:
    """Yield the lines as one table, a label only before its first line."""
    found = list(lines(results, part, words, verbose))
    rows = [
        ["" if at and found[at - 1][0] == label else label, said] for at, (label, said) in enumerate(found)
    ]
    if rows:
        yield note("")
        yield grid([("", False), ("", False)], rows)


def lines(results: Results, part: QuestionnaireResults, words: Words, verbose: bool) -> Iterator[Line]:
    """Yield what is to be said of agreement, reliability, what is missing, and who carries the result."""
    for label, told in (
        ("agreement", _agreement(results, part, words, verbose)),
        ("reliability", _reliability(part, words, verbose)),
        ("missing", _missing(results, part, words, verbose)),
        ("influence", _influence(results, part, words, verbose)),
    ):
        for said in told:
            yield words(label), said


def _agreement(results: Results, part: QuestionnaireResults, words: Words, verbose: bool) -> Iterator[str]:
    titles = short_titles(part, words)
    by_group: dict[str, dict[AgreementWord, list[str]]] = {}
    for row in part.agreement:
        word = agreement_word(row, part.definition.scale)
        if row.scope == "group" and row.scope_id is not None and word is not None:
            by_group.setdefault(row.scope_id, {}).setdefault(word, []).append(titles.get(row.id, row.id))
    parted = {group: found for group, found in by_group.items() if verbose or set(found) != {"united"}}
    if by_group and not parted:
        names = words.listed([view_name(results, group, words) for group in by_group])
        yield f"{names}: {words('agreement.throughout', word=words('agreement.united'))}"
    for group, found in parted.items():
        yield f"{view_name(results, group, words)}: {_words(found, words)}"
    for one in soundness.splits(part) if verbose else ():
        deviation = words.number(one.item.ad)
        group = view_name(results, one.group, words)
        yield words("agreement.item", item=one.item.id, group=group, ad=deviation)


def _words(found: dict[AgreementWord, list[str]], words: Words) -> str:
    """Say where a group is split, where mixed, and that it is united elsewhere."""
    order: tuple[AgreementWord, ...] = ("split", "mixed", "united")
    used = [word for word in order if word in found]
    if len(used) == 1:
        return words("agreement.throughout", word=words(f"agreement.{used[0]}"))
    *named, last = used
    said = [
        words("agreement.in", word=words(f"agreement.{word}"), areas=words.listed(found[word]))
        for word in named
    ]
    said.append(words("agreement.else", word=words(f"agreement.{last}")))
    return ", ".join(said)


def _reliability(part: QuestionnaireResults, words: Words, verbose: bool) -> Iterator[str]:
    titles = short_titles(part, words)
    told = [row for row in part.reliability if row.alpha is not None]
    rows: list[ReliabilityRow] = told if verbose else soundness.least_reliable(part.reliability)
    for row in rows:
        word = words(f"cohesion.{soundness.cohesion(row.alpha or 0.0)}")
        alpha = words.number(row.alpha, decimals=2)
        yield words("cohesion", area=titles.get(row.id, row.id), word=word, alpha=alpha, n=row.n)
    for row in told:
        for item, flaw in soundness.flawed(row):
            if verbose or flaw == "against":
                yield words(f"item.{flaw}", item=item.id, r=words.number(item.item_rest, decimals=2))


def _missing(results: Results, part: QuestionnaireResults, words: Words, verbose: bool) -> Iterator[str]:
    rows = soundness.missing_much(part)
    for row in rows if verbose else rows[:1]:
        yield _gap(results, part, row, words)
    if len(rows) > 1 and not verbose:
        yield words("more", count=len(rows) - 1)


def _gap(results: Results, part: QuestionnaireResults, row: MissingRow, words: Words) -> str:
    area = short_titles(part, words).get(row.id, row.id)
    where = f"{area}, {view_name(results, row.scope_id or row.scope, words)}"
    low, high = words.number(row.low, decimals=0), words.number(row.high, decimals=0)
    found = soundness.missing_share(row)
    if found is None:
        return words("missing.hidden", where=where, low=low, high=high)
    share = words.percent(100 * found)
    key = "missing.partly" if row.hidden_items else "missing.share"
    return words(key, where=where, share=share, items=len(row.hidden_items), low=low, high=high)


def _influence(results: Results, part: QuestionnaireResults, words: Words, verbose: bool) -> Iterator[str]:
    found = soundness.carried(part)
    if found is None:
        return
    for row in found.other:
        yield _other(part, row, found, view_name(results, row.without, words), words)
    if not verbose:
        return
    if found.most is not None and found.score is not None:
        yield words(
            "influence.most",
            group=view_name(results, found.most.without, words),
            without=words.number(found.most.score),
            score=words.number(found.score),
        )
    if not found.other and (found.kind is not None or found.stage is not None):
        yield words("influence.type" if found.kind is not None else "influence.stage")


def _other(part: QuestionnaireResults, row: InfluenceRow, found: Carried, group: str, words: Words) -> str:
    if found.kind is None:
        stage = words("not_shown") if row.stage is None else row.stage
        return words("influence.other_stage", group=group, stage=stage, was=found.stage)
    rules = part.definition.types
    assert rules is not None
    names = {key: words.text(kind.title) for key, kind in rules.reference.items()}
    if row.type is None:
        return words("influence.no_type", group=group)
    return words("influence.other_type", group=group, type=names[row.type], was=names[found.kind])


def short_titles(part: QuestionnaireResults, words: Words) -> dict[str, str]:
    """Short titles by id: dimensions, and axes of stages as "stage 3, technical"."""
    definition = part.definition
    titles = {dimension.id: words.text(dimension.label) for dimension in definition.dimensions}
    for stage in definition.stages:
        for axis in stage.axes:
            name = words.text(definition.axes[axis].label)
            titles[f"{stage.stage}.{axis}"] = f"{words('stage')} {stage.stage} {name}"
    return titles
