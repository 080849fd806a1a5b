"""Findings about gaps in words: the two views, how sure their gap is, and how large."""

from __future__ import annotations

from salesex.model.results import GapRow
from salesex.reports.wording import certainty
from salesex.reports.wording import finding_values as values_of
from salesex.reports.wording.measures import Told
from salesex.reports.wording.words import Sentence, Words, sentence


def _gap_row(one: Told) -> GapRow | None:
    """The gap a finding is about, in the order its pair is stored in."""
    code = one.finding.code
    a, b = "self", "mirror" if code == "F-GAP-MIRROR" else "external"
    if code == "F-SELF-APART":
        a, b = one.text_value("higher"), one.text_value("lower")
    dimension = one.text_value("dimension")
    return one.view.gap(dimension, a, b) or one.view.gap(dimension, b, a)


def proven(one: Told) -> bool:
    """Whether the gap a finding is about is more than chance."""
    row = _gap_row(one)
    return row is not None and row.evidence == "finding"


def pair(one: Told, words: Words) -> list[Sentence]:
    """Self against external, and what customers and partners say."""
    values: dict[str, object] = {
        "self": values_of.score(one, words, "self"),
        "n_self": values_of.n(one, words, "n_self"),
        "external": values_of.score(one, words, "external"),
        "n_external": values_of.n(one, words, "n_external"),
        "gap": words.gap(one.number_value("self") or 0.0, one.number_value("external") or 0.0),
    }
    found = [sentence("F-GAP.text", **values), *_tested(one, words)]
    if one.number_value("mirror") is not None:
        beside = f"{values_of.score(one, words, 'mirror')} ({values_of.n(one, words, 'n_mirror')})"
        found.append(sentence("F-GAP.mirror", mirror=beside))
    return found


def _tested(one: Told, words: Words) -> list[Sentence]:
    """How sure a gap is: its interval, then size and test, or why there is no test."""
    row = _gap_row(one)
    if row is None:
        return []
    found = []
    if row.ci_low is not None and row.ci_high is not None:
        ends = sorted((row.ci_low, row.ci_high))
        if one.finding.code == "F-SELF-APART":  # told from the higher to the lower group
            ends = ends if row.gap >= 0 else [-ends[1], -ends[0]]
        low, high = map(words.signed, ends)
        found.append(sentence("F-GAP.interval", low=low, high=high, sure=words.percent(certainty.SURE)))
    if row.g is not None and row.p_adjusted is not None:
        size = values_of.capital(certainty.gap_size(row, words))
        sure = certainty.beyond_chance(one.view.definition.gaps, row)
        chance = words("gap.proven" if sure else "gap.chance")
        found.append(sentence("F-GAP.size", size=size, chance=chance, p=certainty.gap_test(row, words)))
    elif row.evidence == "not_testable":
        found.append(sentence("F-GAP.not_testable"))
    return found


def mirror(one: Told, words: Words) -> list[Sentence]:
    """Self against customers and partners."""
    values = {key: values_of.score(one, words, key) for key in ("self", "mirror")}
    counts = {key: values_of.n(one, words, key) for key in ("n_self", "n_mirror")}
    gap = words.gap(one.number_value("self") or 0.0, one.number_value("mirror") or 0.0)
    return [sentence("F-GAP-MIRROR.text", gap=gap, **values, **counts), *_tested(one, words)]


def apart(one: Told, words: Words) -> list[Sentence]:
    """Two groups within sales."""
    titles = {group.id: one.view.text(group.title) for group in one.view.engagement.groups}
    titles["rest-self"] = words("rest")
    said = sentence(
        "F-SELF-APART.text",
        a=titles.get(one.text_value("higher"), ""),
        a_score=values_of.score(one, words, "higher_score"),
        a_n=values_of.n(one, words, "n_higher"),
        b=titles.get(one.text_value("lower"), ""),
        b_score=values_of.score(one, words, "lower_score"),
        b_n=values_of.n(one, words, "n_lower"),
        gap=words.gap(one.number_value("higher_score") or 0.0, one.number_value("lower_score") or 0.0),
    )
    return [said, *_tested(one, words)]
