"""Engagements that are hard on a report, read, scored and laid out once each.

Every case is written as files and goes through the pipeline, as a consultant's would.
"""

from __future__ import annotations

import csv
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from salesex.model import Questionnaire
from salesex.model.audiences import Audience
from salesex.model.results import Results
from salesex.pipeline.assessment import assess
from salesex.reports import render
from salesex.reports.book import Book, compose
from salesex.surveys.questionnaires.questionnaires import read_questionnaire
from salesex.surveys.shipped import shipped_questionnaires

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "muster-maschinenbau"
ALL = ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild")
MIDDLE = 60.0


@dataclass(frozen=True)
class Group:
    """People from one seat; `scores` by section or item, else `otherwise`."""

    id: str
    perspective: str
    size: int
    scores: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = MIDDLE
    title: Any = None
    more: Mapping[str, Any] = field(default_factory=dict)
    mode: str = "self"


@dataclass(frozen=True)
class Plan:
    """What a case consists of; questionnaires are ids of shipped ones or whole definitions."""

    groups: Sequence[Group]
    questionnaires: Sequence[str | dict[str, Any]] = ALL
    engagement: Mapping[str, Any] = field(default_factory=dict)


class _Texts(HTMLParser):
    """Text nodes of a page, with those of alternatives, without style sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in.append(tag)
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name in {"alt", "aria-label", "data-foot"} and value]
        if tag in {"meta", "img", "br", "col"}:
            self._in.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A closed element has no text."""

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self._in:
            self.found.append(" ".join(data.split("\n")).strip())


@dataclass
class Case:
    """One engagement, assessed; everything about its report is made when first asked for."""

    name: str
    results: Results
    books: dict[tuple[str, Audience], Book] = field(default_factory=dict)
    pages: dict[tuple[str, Audience], str] = field(default_factory=dict)
    documents: dict[tuple[str, Audience], Laid] = field(default_factory=dict)

    def book(self, language: str, audience: Audience = "full") -> Book:
        if (language, audience) not in self.books:
            self.books[language, audience] = compose(self.results, language, audience)
        return self.books[language, audience]

    def html(self, language: str, audience: Audience = "full") -> str:
        if (language, audience) not in self.pages:
            self.pages[language, audience] = render.render_html(self.results, language, audience=audience)
        return self.pages[language, audience]

    def texts(self, language: str, audience: Audience = "full") -> list[str]:
        """Every text a reader (or a screen reader) meets, one per node."""
        parser = _Texts()
        parser.feed(self.html(language, audience))
        return parser.found

    def tags(self, language: str, audience: Audience = "full") -> set[str]:
        parser = _Texts()
        parser.feed(self.html(language, audience))
        return parser.tags

    def text(self, language: str, audience: Audience = "full") -> str:
        return "\n".join(self.texts(language, audience))

    def laid(self, language: str, audience: Audience = "full") -> Laid:
        if (language, audience) not in self.documents:
            self.documents[language, audience] = _laid(self.html(language, audience))
        return self.documents[language, audience]


@dataclass(frozen=True)
class Line:
    """A line of text on a sheet, in mm from its upper left corner."""

    text: str
    tag: str
    left: float
    top: float
    right: float
    bottom: float
    h1: int | None = None


@dataclass
class Laid:
    """A document as WeasyPrint lays it out, with what it logged meanwhile."""

    sheets: list[Any]
    logged: list[str]

    @cached_property
    def lines(self) -> list[list[Line]]:
        """Lines of every sheet, without the furniture in its margins."""
        return [list(_lines(sheet._page_box)) for sheet in self.sheets]


def _laid(page: str) -> Laid:
    import weasyprint

    logged: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: logged.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    level = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        fetcher = weasyprint.URLFetcher(allowed_protocols=["data"])
        document = weasyprint.HTML(string=page, url_fetcher=fetcher).render()
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    return Laid(list(document.pages), logged)


def _lines(page: Any) -> Iterator[Line]:
    mm = 25.4 / 96
    inside = [part for part in page.children if type(part).__name__ != "MarginBox"]
    for box in (box for part in inside for box in (part, *part.descendants(placeholders=True))):
        name = type(box).__name__
        if name == "TextBox" and box.text.strip():
            left, top = box.position_x, box.position_y
            yield Line(
                box.text,
                box.element_tag,
                left * mm,
                top * mm,
                (left + box.width) * mm,
                (top + box.height) * mm,
            )
        elif (box.element_tag or "").endswith("svg") and name in {"BlockReplacedBox", "InlineReplacedBox"}:
            left, top = box.position_x, box.position_y
            yield Line("", "svg", left * mm, top * mm, (left + box.width) * mm, (top + box.height) * mm)


def _shipped(name: str) -> Questionnaire:
    read = read_questionnaire(shipped_questionnaires()[name]).value
    assert read is not None
    return read


def _answers(target: float, people: int, top: int) -> list[int]:
    """Steps 0..top of so many people whose mean comes as near to the target as whole steps can."""
    whole, extra = divmod(round(target / 100 * top * people), people)
    return [whole + (person < extra) for person in range(people)]


def _rows(group: Group, questionnaires: Sequence[Questionnaire]) -> list[dict[str, str]]:
    rows = [
        {"respondent": f"{group.id}-{n}", "group": group.id, "mode": group.mode} for n in range(group.size)
    ]
    asked = group.more.get("questionnaires")
    for questionnaire in questionnaires:
        if asked is not None and questionnaire.id not in asked:
            continue
        scale = questionnaire.scale
        top = scale.max - scale.min
        for section in questionnaire.sections():
            for item in section.items:
                wanted = group.scores.get(item.id, group.scores.get(section.id, group.otherwise))
                up = item.reverse == (scale.best == "min")
                for row, step in zip(rows, _answers(wanted, group.size, top)):
                    row[item.id] = str(scale.min + step if up else scale.max - step)
    return rows


def _write(folder: Path, plan: Plan) -> None:
    named: list[str] = []
    asked: list[Questionnaire] = []
    for part in plan.questionnaires:
        if isinstance(part, str):
            named.append(part)
            asked.append(_shipped(part))
            continue
        path = folder / f"{part['id']}.yaml"
        path.write_text(json.dumps(part, ensure_ascii=False), encoding="utf-8")
        read = read_questionnaire(path)
        assert read.value is not None, [issue.code for issue in read.issues]
        named.append(path.name)
        asked.append(read.value)
    engagement = {
        "format": "salesex/engagement/1",
        "client": "Beispiel GmbH",
        "language": "de",
        "date": "2026-11-02",
        "wave": "2026",
        "questionnaires": named,
        "groups": {
            group.id: {
                "title": group.title or {"de": f"Gruppe {group.id}", "en": f"Group {group.id}"},
                "perspective": group.perspective,
                **group.more,
            }
            for group in plan.groups
        },
        **plan.engagement,
    }
    engagement = {key: value for key, value in engagement.items() if value is not None}
    (folder / "engagement.yaml").write_text(json.dumps(engagement, ensure_ascii=False), encoding="utf-8")
    (folder / "responses").mkdir()
    columns = ["respondent", "group", "mode", *(item.id for part in asked for item in part.items())]
    with (folder / "responses" / "all.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for group in plan.groups:
            writer.writerows(_rows(group, asked))


# questionnaires of one's own


def _two(de: str, en: str) -> dict[str, str]:
    return {"de": de, "en": en}


def _items(prefix: str, count: int = 4) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{prefix}{n}",
            "text": _two(f"Das gelingt im Fall {prefix}{n} gut.", f"Case {prefix}{n} goes well."),
        }
        for n in range(1, count + 1)
    ]


def _school() -> dict[str, Any]:
    """Five dimensions in school grades, without types and gaps."""
    names = [
        ("Angebot", "Offer"),
        ("Preis", "Price"),
        ("Beratung", "Advice"),
        ("Tempo", "Pace"),
        ("Pflege", "Care"),
    ]
    return {
        "format": "salesex/questionnaire/1",
        "id": "school",
        "version": "1",
        "title": _two("Vertrieb in Noten", "Sales in grades"),
        "scale": {
            "min": 1,
            "max": 6,
            "best": "min",
            "labels": {"1": _two("sehr gut", "very good"), "6": _two("ungenügend", "insufficient")},
        },
        "dimensions": [
            {"id": en.lower(), "title": _two(de, en), "items": _items(f"N{index}")}
            for index, (de, en) in enumerate(names)
        ],
    }


def _seven() -> dict[str, Any]:
    """More dimensions than a table has columns, statements to be denied, nothing said about actions."""
    names = ["Alfa", "Beta", "Gamma", "Delta", "Omega", "Sigma", "Kappa"]
    return {
        "format": "salesex/questionnaire/1",
        "id": "seven",
        "version": "1",
        "title": "Alfa Omega",
        "scale": {"min": 1, "max": 5},
        "dimensions": [
            {
                "id": name.lower(),
                "title": name,
                "items": [item | {"reverse": True} for item in _items(f"S{index}")],
            }
            for index, name in enumerate(names)
        ],
    }


def _pair() -> dict[str, Any]:
    """Two dimensions with three types of their own."""

    def kind(de: str, en: str, reach: float, depth: float, **more: Any) -> dict[str, Any]:
        return {"title": _two(de, en), "profile": {"reach": reach, "depth": depth}, **more}

    return {
        "format": "salesex/questionnaire/1",
        "id": "pair",
        "version": "1",
        "title": _two("Reichweite und Tiefe", "Reach and depth"),
        "scale": {"min": 1, "max": 6},
        "dimensions": [
            {"id": "reach", "title": _two("Reichweite", "Reach"), "items": _items("PR")},
            {"id": "depth", "title": _two("Tiefe", "Depth"), "items": _items("PD")},
        ],
        "types": {
            "reference": {
                "sower": kind("Säer", "Sower", 80, 30, requires={"range_at_least": 10}),
                "digger": kind("Gräber", "Digger", 30, 80, requires={"range_at_least": 10}),
                "rester": kind("Ruhender", "Rester", 40, 40),
            },
            "tie": {"within": 1.0, "order": ["rester", "sower", "digger"]},
        },
    }


HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} {organisation} {n} \u001b[31m =1+1 &amp; &lt; "
    "\u202eRTL\u202c \U0001f680 [bold]x[/bold] '\"><b>"
)


def _hostile() -> list[dict[str, Any]]:
    """A profile with types, facets and gaps, and a roadmap with lights, hostile in every text."""
    bad = HOSTILE

    def items(prefix: str, **more: Any) -> list[dict[str, Any]]:
        return [
            {"id": f"{prefix}{n}", "text": f"{n} {bad}", "action": f"A{n} {bad}", **more} for n in (1, 2, 3)
        ]

    scale = {"min": 1, "max": 5, "labels": {"1": bad, "5": f"5 {bad}"}, "no_answer": f"? {bad}"}
    common = {"format": "salesex/questionnaire/1", "version": bad, "source": bad, "instruction": bad}
    meaning = dict.fromkeys(("short", "strength", "blind_side", "next_quarter"), bad)
    profile = common | {
        "id": "profile",
        "title": f"P {bad}",
        "scale": scale,
        "dimensions": [
            {
                "id": name,
                "title": f"{name} {bad}",
                "facets": [
                    {"id": f"{name}-facet", "title": f"F {bad}", "probe": bad, "items": items(f"{name}1")}
                ],
            }
            for name in ("one", "two", "three", "four")
        ],
        "types": {
            "reference": {
                "up": {
                    "title": f"U {bad}",
                    "meaning": meaning,
                    "profile": {"one": 80, "two": 80, "three": 40, "four": 40},
                    "requires": {"range_at_least": 10},
                    "contrast": {"of": ["one", "two"], "against": ["three", "four"], "at_least": 10},
                },
                "down": {
                    "title": f"D {bad}",
                    "meaning": meaning,
                    "profile": {"one": 30, "two": 30, "three": 30, "four": 30},
                },
            },
            "tie": {"within": 1.0, "order": ["down", "up"]},
        },
    }
    views = common | {
        "id": "views",
        "title": f"V {bad}",
        "scale": scale,
        "dimensions": [{"id": name, "title": f"{name} {bad}", "items": items(name)} for name in ("v1", "v2")],
        "gaps": {},
    }
    roadmap = common | {
        "id": "steps",
        "title": f"R {bad}",
        "scale": scale,
        "axes": {"x": {"title": f"X {bad}"}, "y": {"title": f"Y {bad}"}},
        "stages": [
            {
                "stage": number,
                "title": f"S {bad}",
                "axes": {axis: {"items": items(f"R{number}{axis}", tags=["tag"])} for axis in "xy"},
            }
            for number in (1, 2, 3)
        ],
        "roadmap": {},
        "lights": {"light": {"title": f"L {bad}", "tag": "tag"}},
    }
    return [profile, views, roadmap]


def _long(count: int = 300) -> dict[str, Any]:
    """A profile with facets, types and gaps whose items have hundreds of characters, titles many."""
    de = "Die Kundenunternehmen werden nach gemeinsam beschlossenen, schriftlich festgelegten Regeln betreut "
    en = "Customer companies are served by rules that were decided together and put in writing for all "

    def items(prefix: str) -> list[dict[str, Any]]:
        return [
            {
                "id": f"{prefix}{n}",
                "text": _two((f"{prefix}{n} {de}" * 4)[:count], (f"{prefix}{n} {en}" * 4)[:count]),
            }
            for n in (1, 2, 3)
        ]

    names = [
        (
            "Kundenbeziehungsmanagement im Bestandskundengeschäft",
            "Management of existing customer relationships",
        ),
        (
            "Vertriebsinformationsmanagement und Datenqualität",
            "Sales information management and data quality",
        ),
        ("Vertriebsstrategie und Marktbearbeitung", "Sales strategy and market development"),
        ("Führung, Steuerung und Zusammenarbeit", "Leadership, steering and collaboration"),
    ]
    return {
        "format": "salesex/questionnaire/1",
        "id": "long",
        "version": "1",
        "title": _two(
            "Sehr ausführlicher Fragebogen zur Vertriebsorganisation", "Very long sales organisation survey"
        ),
        "scale": {"min": 1, "max": 5},
        "dimensions": [
            {
                "id": f"dim{n}",
                "title": _two(de_title, en_title),
                "facets": [
                    {
                        "id": f"facet{n}{m}",
                        "title": _two(f"{de_title} Teil {m}", f"{en_title} part {m}"),
                        "items": items(f"L{n}{m}"),
                    }
                    for m in (1, 2)
                ],
            }
            for n, (de_title, en_title) in enumerate(names)
        ],
        "gaps": {},
        "types": {
            "reference": {
                "wide": {
                    "title": _two("Allseitig aufgestellter Vertrieb", "Sales strong in every respect"),
                    "profile": {f"dim{n}": 85 for n in range(4)},
                    "requires": {"every_at_least": 65},
                    "above_is_fine": True,
                },
                "flat": {
                    "title": _two("Noch nicht entwickelter Vertrieb", "Sales not yet developed"),
                    "profile": {f"dim{n}": 35 for n in range(4)},
                },
            },
            "tie": {"within": 1.0, "order": ["flat", "wide"]},
        },
    }


# plans


def _profile(strategy: float, management: float, relationship: float, information: float) -> dict[str, float]:
    return {
        "strategy": strategy,
        "management": management,
        "relationship": relationship,
        "information": information,
    }


def _stages(
    technical: Sequence[float], organisational: Sequence[float], start: float = 20
) -> dict[str, float]:
    """Scores of the axes of stages 1, 2, …; what is not given is 10."""
    found = {"0.technical": start, "0.organisational": start}
    for stage in range(1, 8):
        for axis, given in (("technical", technical), ("organisational", organisational)):
            found[f"{stage}.{axis}"] = given[stage - 1] if stage <= len(given) else 10.0
    return found


TWELVE = [
    "Geschäftsleitung und Bereichsleitung der Landesgesellschaften",
    "Außendienst Süddeutschland, Österreich und Schweiz",
    "Innendienst, Angebotswesen und Auftragsabwicklung",
    "Produktmanagement und Anwendungstechnik",
    "Kundendienst, Ersatzteilwesen und Inbetriebnahme",
    "Donaudampfschifffahrtsgesellschaftskapitänskajütenverwaltung",
]

PLANS: dict[str, Plan] = {
    "one-group": Plan([Group("team", "self", 25, _profile(50, 70, 75, 45) | _stages([80, 75], [80, 60]))]),
    "no-external": Plan(
        [
            Group(
                "team",
                "self",
                12,
                _profile(50, 70, 75, 45) | {"customer": 80, "team": 40},
                more={"invited": 20},
            ),
            Group(
                "leads",
                "self",
                6,
                _profile(60, 75, 80, 50) | {"customer": 60, "team": 65},
                more={"invited": 6},
            ),
        ]
    ),
    "flat": Plan(
        [
            Group("management", "self", 4, otherwise=50, more={"invited": 4}),
            Group("team", "self", 11, _profile(50, 53, 52, 54) | {"customer": 50}, more={"invited": 12}),
            Group("customers", "mirror", 8, {"customer": 43}, more={"invited": 9}),
        ]
    ),
    "hidden-but-one": Plan(
        [
            Group("team", "self", 12, {"customer": 80}, more={"invited": 14}),
            Group("leads", "self", 3, otherwise=90, more={"invited": 4}),
            Group("service", "external", 4, otherwise=30, more={"invited": 9}),
            Group("buyers", "mirror", 2, otherwise=10, more={"invited": 9}),
        ]
    ),
    "roadmap-only": Plan(
        [
            Group("team", "self", 10, _stages([80, 80, 75], [80, 75, 60])),
            Group("it", "external", 8, _stages([75, 65], [75])),
        ],
        ["omnichannel-roadmap"],
    ),
    "views-only": Plan(
        [
            Group("team", "self", 12, {"customer": 80, "performance": 70, "team": 45}),
            Group("service", "external", 8, {"customer": 50, "performance": 70, "team": 75}),
        ],
        ["fremdbild-selbstbild"],
    ),
    "school": Plan(
        [
            Group("team", "self", 9, {"offer": 80, "price": 40, "N04": 20}, more={"invited": 12}),
            Group("service", "external", 7, {"offer": 60, "price": 50}, more={"invited": 9}),
        ],
        [_school()],
    ),
    "pair": Plan(
        [
            Group("team", "self", 9, {"reach": 85, "depth": 40}),
            Group("service", "external", 7, {"reach": 70, "depth": 35}),
        ],
        [_pair()],
    ),
    "profile-hidden": Plan(
        [
            Group(
                "team",
                "self",
                25,
                _stages([90, 90, 90], [90, 90, 90], start=80),
                more={"questionnaires": ["omnichannel-roadmap"]},
            ),
            Group("leads", "self", 4, more={"questionnaires": ["sales-ex"]}),
            Group("service", "external", 4, more={"questionnaires": ["sales-ex", "fremdbild-selbstbild"]}),
        ]
    ),
    "low-stage-0": Plan(
        [
            Group(
                "team",
                "self",
                25,
                _profile(90, 90, 90, 64) | _stages([60], [55]) | {"customer": 90, "team": 90},
            ),
            Group(
                "service",
                "external",
                9,
                _profile(88, 90, 92, 62) | _stages([50], [55]) | {"customer": 80, "team": 92},
            ),
        ]
    ),
    "tied-top": Plan(
        [
            Group("team", "self", 25, _profile(60, 60, 60, 60) | _stages([90] * 7, [85] * 7), otherwise=40),
            Group(
                "service",
                "external",
                20,
                _profile(60, 60, 60, 60) | _stages([80] * 7, [75] * 7),
                otherwise=35,
            ),
        ]
    ),
    "all-low": Plan(
        [
            Group(
                "team",
                "self",
                25,
                _profile(20, 25, 30, 22) | _stages([80, 80, 80, 80], [75], start=90),
                otherwise=30,
            )
        ]
    ),
    "champion": Plan(
        [
            Group(
                "team",
                "self",
                25,
                _profile(90, 88, 91, 86) | _stages([90] * 6, [90] * 6, start=75),
                otherwise=80,
            ),
            Group(
                "service", "external", 8, _profile(85, 80, 88, 82) | _stages([90] * 6, [90] * 6), otherwise=78
            ),
        ]
    ),
    "not-judged": Plan(
        [Group("team", "self", 25, _stages([90] * 7, [90, 90]))],
        ["omnichannel-roadmap"],
    ),
    "bare": Plan(
        [
            Group("team", "self", 9, {"alfa": 40, "beta": 70}, mode="consensus"),
            Group("boss", "self", 1, title={"de": "Inhaberin", "en": "Owner"}, more={"single_role": True}),
            Group("service", "external", 7, {"alfa": 55, "beta": 80}, otherwise=65, mode="desk"),
        ],
        [_seven()],
        {"date": None},
    ),
    "mirror-only": Plan(
        [
            Group("team", "self", 12, {"customer": 80, "performance": 70, "team": 60}, mode="moderated"),
            Group("buyers", "mirror", 9, {"customer": 50, "performance": 70, "team": 60}),
        ],
        ["fremdbild-selbstbild"],
    ),
    "one-dimension": Plan(
        [Group("team", "self", 9, otherwise=80)],
        [{**_seven(), "id": "single", "dimensions": _seven()["dimensions"][:1]}],
    ),
    "outside-only": Plan(
        [Group("service", "external", 9, {"customer": 50})], ["fremdbild-selbstbild", "sales-ex"]
    ),
    "long": Plan(
        [
            Group(
                f"g{n:02}",
                ("self", "self", "external", "mirror")[n % 4],
                6 if n % 5 else 3,
                {f"dim{d}": 45 + 9 * d - (20 if n % 4 > 1 and d < 2 else 0) for d in range(4)},
                title=_two(
                    f"{TWELVE[n % 6]} {n + 1}", f"Long named department for customers and markets {n + 1}"
                ),
                more={"invited": 10},
            )
            for n in range(12)
        ],
        [_long()],
        {"client": "Vereinigte Süddeutsche Maschinen- und Anlagenbaugesellschaft Wolfratshausen mbH & Co."},
    ),
    "hostile": Plan(
        [
            Group(
                "a", "self", 9, {"one": 80, "two": 75, "v1": 85, "1.x": 90, "1.y": 90}, title=f"GA {HOSTILE}"
            ),
            Group(
                "b",
                "external",
                7,
                {"one": 75, "two": 70, "v1": 40, "1.x": 90, "1.y": 80},
                title=f"GB {HOSTILE}",
            ),
            Group("c", "external", 2, title=f"GC {HOSTILE}"),
        ],
        _hostile(),
        {
            "client": f"C {HOSTILE}",
            "title": f"T {HOSTILE}",
            "wave": f"W {HOSTILE}",
            "report": {"author": f"A {HOSTILE}", "footer": f"F {HOSTILE}"},
        },
    ),
}


def _blind(results: Results) -> Results:
    """Take away one axis of the stage after the one reached, as if too few had judged it."""
    part = results.questionnaires["omnichannel-roadmap"]
    rows = []
    for row in part.roadmap:
        stages = []
        for stage in row.stages:
            if stage.stage == 3:
                axes = {axis: replace(state, score=None, met=False) for axis, state in stage.axes.items()}
                stage = replace(stage, axes=axes, blockers=())
            stages.append(stage)
        rows.append(replace(row, stages=tuple(stages), next_steps=(), notes=("not_judged",), if_met=None))
    changed = replace(part, roadmap=tuple(rows))
    return replace(results, questionnaires={**results.questionnaires, "omnichannel-roadmap": changed})


def _second(results: Results) -> Results:
    """Make it a second report: some blocks keep their values, and a small group is hidden for that."""
    parts = {}
    for name, part in results.questionnaires.items():
        scores = tuple(
            replace(row, reason="difference") if row.reason == "left_out" else row for row in part.scores
        )
        blocks = tuple(replace(one, frozen="2026-10-02" if one.id == "a" else None) for one in part.blocks)
        parts[name] = replace(part, scores=scores, blocks=blocks)
    return replace(results, questionnaires=parts)


CHANGED = {"not-judged": _blind, "hostile": _second}
NAMES = ("example", *PLANS)


ALWAYS = {"example", "one-group", "hidden-but-one", "hostile", "long"}
"""Cases of every run; the others are laid out by `make check`."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `name` runs for every case; one that asks for `language`, in both."""
    if "name" in metafunc.fixturenames and not any(
        "name" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")
    ):
        cases = [name if name in ALWAYS else pytest.param(name, marks=pytest.mark.long) for name in NAMES]
        metafunc.parametrize("name", cases)
    if "language" in metafunc.fixturenames and not any(
        "language" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")
    ):
        metafunc.parametrize("language", ["de", "en"])


@pytest.fixture(scope="session")
def case_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    """Assess a case by its name, once."""
    known: dict[str, Case] = {}

    def find(name: str) -> Case:
        if name not in known:
            folder = EXAMPLE
            if name != "example":
                folder = tmp_path_factory.mktemp(name)
                _write(folder, PLANS[name])
            results = assess(folder).results
            known[name] = Case(name, CHANGED[name](results) if name in CHANGED else results)
        return known[name]

    return find


@pytest.fixture
def case(case_of: Callable[[str], Case], name: str) -> Case:
    return case_of(name)


@pytest.fixture(scope="session")
def hostile_text() -> str:
    return HOSTILE


@pytest.fixture(scope="session")
def results_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Results]:
    """Assess a client whose groups are given as what a `Group` is made of."""

    def make(*groups: Mapping[str, Any]) -> Results:
        folder = tmp_path_factory.mktemp("made")
        _write(folder, Plan([Group(**one) for one in groups]))
        return assess(folder).results

    return make


@pytest.fixture(scope="session")
def names() -> tuple[str, ...]:
    """Names of all cases."""
    return NAMES
