"""What is said about how far the numbers carry, and the chapter that says it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from salesex.model.quality import (
    AgreementRow,
    CommentRow,
    InfluenceRow,
    MissingRow,
    ReliabilityItem,
    ReliabilityRow,
    SplitItem,
)
from salesex.model.results import Finding
from salesex.reports import palette
from salesex.reports.chapters import comments, quality
from salesex.reports.chapters.base import Studio
from salesex.reports.wording import quality as wording

RELIABLE = ReliabilityRow("offer", 30, 2, 0.85, 0.7, 0.93, 0.86, 0.4, (), "ok", None, "difference", {})
FLAWED = (ReliabilityItem("offer-1", -0.3, 0.9), ReliabilityItem("offer-2", 0.1, 0.7))


def reliable(alpha: float | None = 0.85, id: str = "offer", **more: Any) -> ReliabilityRow:
    return replace(RELIABLE, id=id, alpha=alpha, **more)


def hidden(reason: Any, id: str = "offer") -> ReliabilityRow:
    return reliable(None, id, status="suppressed", reason=reason)


def without(group: str, score: float | None = 60.0, change: float | None = -2.0, **more: Any) -> InfluenceRow:
    row = InfluenceRow("overall", "overall", "overall", None, group, 9, score, change, None, None)
    return replace(row, **more)


def within(*items: SplitItem, ad: float = 0.9) -> AgreementRow:
    return AgreementRow(None, "offer", "group", "team", 12, 0.5, ad, None, None, 2, None, items, "ok", None)


def across(icc1: float, icc2: float = 0.8, scope: Any = "overall") -> AgreementRow:
    return AgreementRow(None, "offer", scope, None, 30, None, None, icc1, icc2, 2, 3, (), "ok", None)


def absent(share: float, low: float, high: float, **more: Any) -> MissingRow:
    row = MissingRow("offer", "overall", None, 12, share, 0.0, low, high, ())
    return replace(row, **more)


def plain(b: Any, **rows: Any) -> Any:
    view = b.view(b.plain(), {"offer": 62.0}, **rows)
    whole = b.score("overall", "overall", 62.0)
    return replace(view, part=replace(view.part, scores=(*view.part.scores, whole)))


def typed(b: Any, *rows: InfluenceRow) -> Any:
    view = b.four(45, 75, 75, 50, types=[b.type("macher")], influence=rows)
    whole = b.score("overall", "overall", 62.0)
    return replace(view, part=replace(view.part, scores=(*view.part.scores, whole)))


def staged(b: Any, *rows: InfluenceRow, **more: Any) -> Any:
    return b.view(b.roadmap(), roadmap=[b.stage(2)], influence=rows, **more)


def at_stage(group: str, stage: int | None) -> InfluenceRow:
    return without(group, None, None, stage=stage)


def message(b: Any, *views: Any) -> Any:
    return wording.message(views, b.words)


def follows(b: Any, *views: Any) -> Any:
    return wording.follows(views, b.words)


OPEN = Finding("F-GAP-BLIND", 1, (), {"dimension": "pace"}, "medium", ())


def unproven(b: Any, *rows: ReliabilityRow, told: Any = (OPEN,)) -> Any:
    """The message where the headline is about a dimension whose alpha is not shown."""
    rows = (*rows, hidden("difference", "pace"))
    return wording.message([plain(b, influence=[without("team")], reliability=rows)], b.words, told)


def influence(b: Any, view: Any) -> Any:
    return [
        one for known, found in wording.results([view]) for one in wording.influence(known, b.words, found)
    ]


def items(b: Any, *rows: ReliabilityRow) -> Any:
    return wording.items(wording.reliability([plain(b, reliability=rows)]), b.words)


def between(b: Any, *rows: AgreementRow) -> Any:
    return wording.between(plain(b, agreement=rows), b.words)


SAME = without("team", type="macher")
LOOSE = [reliable(0.5), reliable(0.6, "price")]
RULES = [
    ("quality.message.untested", lambda b: message(b, plain(b))),
    ("quality.message.sound", lambda b: message(b, plain(b, influence=[without("team")]))),
    ("quality.message.heavy", lambda b: message(b, plain(b, influence=[without("team", 40.0, -22.0)]))),
    (
        "quality.message.loose.one",
        lambda b: message(b, plain(b, influence=[without("team")], reliability=LOOSE[:1])),
    ),
    ("quality.message.loose", lambda b: message(b, plain(b, influence=[without("team")], reliability=LOOSE))),
    ("quality.message.sound.open", lambda b: unproven(b, reliable())),
    ("quality.message.loose.one.open", lambda b: unproven(b, *LOOSE[:1])),
    ("quality.message.loose.open", lambda b: unproven(b, *LOOSE)),
    ("quality.message.loose", lambda b: unproven(b, *LOOSE, told=())),
    ("quality.message.sound", lambda b: unproven(b)),
    (
        ("quality.follows.open", "quality.follows.loose.one"),
        lambda b: wording.follows(
            [plain(b, reliability=[*LOOSE[:1], hidden("few", "pace")])], b.words, [OPEN]
        ),
    ),
    ("quality.message.sound", lambda b: message(b, typed(b, SAME))),
    ("quality.other.type", lambda b: message(b, typed(b, SAME, without("service", type="aktivist")))),
    ("quality.other.no_type", lambda b: message(b, typed(b, SAME, without("service")))),
    ("quality.other.stage", lambda b: message(b, staged(b, at_stage("team", 3)))),
    ("quality.other.no_stage", lambda b: message(b, staged(b, at_stage("team", None)))),
    ("quality.other.stage", lambda b: message(b, typed(b, SAME), staged(b, at_stage("team", 3)))),
    ((), lambda b: influence(b, plain(b))),
    (("quality.influence.most",), lambda b: influence(b, plain(b, influence=[without("team")]))),
    (("quality.influence.still",), lambda b: influence(b, plain(b, influence=[without("team", 62.3, 0.3)]))),
    (("quality.influence.most", "quality.influence.type"), lambda b: influence(b, typed(b, SAME))),
    (
        ("quality.influence.most", "quality.influence.other"),
        lambda b: influence(b, typed(b, SAME, without("service", type="aktivist"))),
    ),
    (("quality.influence.stage",), lambda b: influence(b, staged(b, at_stage("team", 2)))),
    (
        ("quality.influence.title", "quality.influence.other"),
        lambda b: influence(b, staged(b, at_stage("team", 3))),
    ),
    ((), lambda b: items(b, hidden("few"))),
    (("quality.items.untold",), lambda b: items(b, reliable())),
    (("quality.items.sound",), lambda b: items(b, reliable(items=(ReliabilityItem("offer-1", 0.5, 0.8),)))),
    (
        ("quality.items.sound.partly",),
        lambda b: items(b, reliable(items=(ReliabilityItem("offer-1", 0.5, 0.8),)), reliable(id="price")),
    ),
    (
        ("quality.items.against.dropped", "quality.items.weak"),
        lambda b: items(b, reliable(items=FLAWED)),
    ),
    (
        ("quality.items.against", "quality.items.weak.dropped"),
        lambda b: items(
            b,
            reliable(
                items=(replace(FLAWED[0], alpha_if_dropped=None), replace(FLAWED[1], alpha_if_dropped=0.9))
            ),
        ),
    ),
    (None, lambda b: between(b)),
    ("quality.between.none", lambda b: between(b, across(-0.02))),
    ("quality.between", lambda b: between(b, across(0.05, 0.3))),
    ("quality.between", lambda b: between(b, across(0.12))),
    ("quality.between", lambda b: between(b, across(0.4))),
    ((), lambda b: follows(b, plain(b))),
    (("quality.follows.none",), lambda b: follows(b, plain(b, influence=[without("team")]))),
    (("quality.follows.loose.one",), lambda b: follows(b, plain(b, reliability=LOOSE[:1]))),
    (
        ("quality.follows.other", "quality.follows.loose", "quality.follows.split"),
        lambda b: follows(
            b,
            staged(b, at_stage("team", 3)),
            plain(b, reliability=LOOSE, agreement=[within(SplitItem("offer-1", 1.2))]),
        ),
    ),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rules(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), () if expected is None else expected)


def chapter(b: Any, *views: Any, consent: str | None = None) -> quality.Quality:
    engagement = views[0].engagement
    if consent:
        boss = replace(engagement.groups[0], single_role=True, consent=consent)
        engagement = replace(engagement, groups=(boss, *engagement.groups[1:]))
    studio = Studio(b.words, dict(palette.palette(palette.DEFAULT)), engagement)
    return quality.build(list(views), studio)


def row(b: Any, *rows: ReliabilityRow) -> quality.Cohesion:
    return chapter(b, plain(b, reliability=[reliable(id="price"), *rows])).rows[1]


def split(b: Any, ad: float) -> quality.SplitRow:
    return chapter(b, plain(b, agreement=[within(SplitItem("offer-1", ad))])).splits[0]


def gap(b: Any, share: float = 0.12, **more: Any) -> quality.Missing:
    return chapter(b, plain(b, missing=[absent(share, 50, 67, **more)])).gaps[0]


def seen(b: Any, consent: str | None = None, **rows: Any) -> str:
    return " ".join(chapter(b, plain(b, **rows), consent=consent).seen.before)


def spoken(b: Any, *rows: CommentRow, view: Any = None) -> comments.Comments:
    view = view or plain(b, comments=rows)
    studio = Studio(b.words, dict(palette.palette(palette.DEFAULT)), view.engagement)
    made = comments.build([view], studio)
    assert made is not None
    return made


OFFER, WHOLE = CommentRow("offer-1", "team", ("a", "b")), CommentRow(None, None, ("c",))
SOUND = reliable(items=(ReliabilityItem("offer-1", 0.5, 0.8),))
SAID = [
    ("gut", lambda b: row(b, reliable()).word),
    ("ausreichend", lambda b: row(b, reliable(0.7)).word),
    ("gering", lambda b: row(b, reliable(0.5)).word),
    ("keiner", lambda b: row(b, reliable(-0.5)).word),
    ("0,70 bis 0,93", lambda b: row(b, reliable()).interval),
    ("–", lambda b: row(b, reliable(omega=None)).omega),
    ("nicht gezeigt: unter 20 vollständigen Antworten", lambda b: row(b, hidden("few")).word),
    (
        "nicht gezeigt: sonst ließen sich Antworten Einzelner errechnen",
        lambda b: row(b, hidden("difference")).word,
    ),
    (
        "nicht berechenbar: nur eine Aussage",
        lambda b: row(b, reliable(None, undefined={"alpha": "one_item"})).word,
    ),
    (
        "nicht berechenbar: alle antworten gleich",
        lambda b: row(b, reliable(None, undefined={"alpha": "no_variance"})).word,
    ),
    ("nicht gezeigt", lambda b: row(b, hidden("frozen")).word),
    ("nicht gezeigt", lambda b: row(b, reliable(None)).word),
    ((), lambda b: chapter(b, plain(b, reliability=[hidden("few")])).rows),
    ("einig", lambda b: split(b, 0.7).word),
    ("gemischt", lambda b: split(b, 0.9).word),
    ("gespalten", lambda b: split(b, 1.2).word),
    ("1,2 von 4", lambda b: split(b, 1.2).steps),
    (
        "Keine Aussage spaltet eine Gruppe.",
        lambda b: chapter(b, plain(b, agreement=[within()])).agreement.before[0],
    ),
    ("12\u00a0%", lambda b: gap(b).share),
    ("50 bis 67", lambda b: gap(b).range),
    ("62", lambda b: gap(b).score),
    ("2\u00a0%; eine Aussage verborgen", lambda b: gap(b, 0.02, hidden_items=("offer-1",)).share),
    ("–", lambda b: gap(b, scope="group", scope_id="team").score),
    ("offer, Team", lambda b: gap(b, scope="group", scope_id="team").where),
    ("offer, fremd", lambda b: gap(b, scope="perspective", scope_id="external").where),
    (
        "Ebenso an einer weiteren Stelle, wo weniger offen ist.",
        lambda b: chapter(b, plain(b, missing=[absent(0.2, 40, 67)] * 4)).missing.after[0],
    ),
    (
        "Ebenso an zwei weiteren Stellen, wo weniger offen ist.",
        lambda b: chapter(b, plain(b, missing=[absent(0.2, 40, 67)] * 5)).missing.after[0],
    ),
    (
        "Ob eine Aussage den übrigen zuwiderläuft, war nur in zwei Bereichen von drei prüfbar; dort keine.",
        lambda b: chapter(b, plain(b, reliability=[SOUND, SOUND, reliable(id="price")])).cohesion.after[0],
    ),
    (
        "Stufe 1 x, Gesamt",
        lambda b: chapter(b, staged(b, missing=[absent(0.2, 50, 67, id="1.x")])).gaps[0].where,
    ),
    (
        ["außer mit Einwilligung und in den Fällen unten."],
        lambda b: re.findall("außer[^.]+.", seen(b, "2026-10-20")),
    ),
    (["außer in den Fällen unten."], lambda b: re.findall("außer[^.]+.", seen(b))),
    (
        "Wie einig eine Gruppe ist, ist ab 10 Antworten bekannt: hier bei 1 von 3 Gruppen.",
        lambda b: chapter(b, plain(b, agreement=[within()])).agreement.before[2],
    ),
    (["frei geschrieben"], lambda b: re.findall("frei geschrieben", seen(b, comments=[WHOLE]))),
    ([], lambda b: re.findall("frei geschrieben", seen(b))),
    ("Drei Kommentare, die meisten zu „offer“", lambda b: spoken(b, OFFER, WHOLE).message),
    ("Zwei Kommentare in den Worten der Befragten", lambda b: spoken(b, OFFER).message),
    ("Ein Kommentar in den Worten der Befragten", lambda b: spoken(b, WHOLE).message),
    ("Team", lambda b: spoken(b, OFFER).parts[0].statements[0].voices[0].group),
    ("Zum Ganzen", lambda b: spoken(b, OFFER, WHOLE).parts[1].title),
    ("Zum Ganzen", lambda b: spoken(b, CommentRow("unknown", None, ("a",))).parts[0].title),
    (
        "Stufe 1: 1",
        lambda b: spoken(b, view=staged(b, comments=[CommentRow("x1a", None, ("a",))])).parts[0].title,
    ),
]


@pytest.mark.parametrize(("expected", "made"), SAID)
def test_what_the_chapters_choose(b: Any, expected: Any, made: Any) -> None:
    assert made(b) == expected


def test_no_chapter_where_nothing_was_written(b: Any) -> None:
    view = plain(b, comments=[CommentRow("offer-1", "team", ())])
    studio = Studio(b.words, dict(palette.palette(palette.DEFAULT)), view.engagement)
    assert comments.build([view], studio) is None
