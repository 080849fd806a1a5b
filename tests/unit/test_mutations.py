"""Slips of a hand editor in the files we ship: each gives an issue at the line that was changed.

One row of `SLIPS` is one slip. Where the changed line is none that could be pointed at (a deleted line,
a line that another one makes wrong), `lines_off` says how far the issue is from it, and `why` says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.errors import Issue
from salesex.surveys.discovery import check
from salesex.surveys.questionnaires.questionnaires import read_questionnaire
from salesex.surveys.yaml.nodes import lines_of

ROOT = Path(__file__).parents[2]
SALES = "questionnaires/sales-ex/sales-ex.yaml"
ROADMAP = "questionnaires/omnichannel-roadmap/omnichannel-roadmap.yaml"
VIEWS = "questionnaires/fremdbild-selbstbild/fremdbild-selbstbild.yaml"
CLIENT = "examples/muster-maschinenbau/engagement.yaml"
Change = Callable[[str], str]


@dataclass(frozen=True)
class Slip:
    """What somebody changes: the first `find` becomes `change`, or `change` makes a new text.

    `codes` are all codes of errors and warnings that it gives, the first at the changed line.
    """

    file: str
    what: str
    find: str
    change: str | Change
    codes: str
    lines_off: int = 0
    why: str = ""

    def apply(self, text: str) -> str:
        """Return the text with the slip."""
        assert self.find in text, self.what
        return text.replace(self.find, self.change, 1) if isinstance(self.change, str) else self.change(text)


def lines_changed(first: str, last: str, change: Callable[[str], str]) -> Change:
    """Change every line from the one that starts with `first` to the one before `last`, indentation aside."""

    def apply(text: str) -> str:
        lines = text.split("\n")
        start = next(n for n, line in enumerate(lines) if line.strip().startswith(first))
        end = next(n for n, line in enumerate(lines) if n > start and line.strip().startswith(last))
        return "\n".join([*lines[:start], *map(change, lines[start:end]), *lines[end:]])

    return apply


def indented(first: str, last: str) -> Change:
    """Move a block two columns to the right."""
    return lines_changed(first, last, lambda line: f"  {line}" if line else line)


def outdented(first: str, last: str, by: int = 2) -> Change:
    """Move a block to the left."""
    return lines_changed(first, last, lambda line: line[by:])


def moved(first: str, last: str, before: str) -> Change:
    """Cut a block and paste it in front of another line."""

    def apply(text: str) -> str:
        start = text.index(f"\n{first}") + 1
        end = text.index(f"\n{last}", start) + 1
        rest = text[:start] + text[end:]
        target = rest.index(f"\n{before}") + 1
        return rest[:target] + text[start:end] + rest[target:]

    return apply


def cut_after(end: str) -> Change:
    """Half a file."""
    return lambda text: text[: text.index(end) + len(end)]


S01 = 'de: "Für jede bearbeitete Branche liegt schriftlich vor, warum sie sich lohnt."'
S01_EN = 'en: "For every industry served, there is a written rationale for why it is worthwhile."'
TITLE = 'title: {de: "Vertriebsstrategie", en: "Sales strategy"}'
SLIPS = (
    # Keys
    Slip(SALES, "key of the file", "scoring:", "skoring:", "Q011"),
    Slip(SALES, "key of the scale", "  min: 1", "  minimum: 1", "Q011"),
    Slip(SALES, "key of a dimension", "    facets:", "    facet:", "Q011"),
    Slip(SALES, "key of a facet", "        probe:", "        prob:", "Q011"),
    Slip(SALES, "key of an item", "            text:", "            txt:", "Q011"),
    Slip(SALES, "key of one item", "  reverse: true", "  revers: true", "Q011"),
    Slip(SALES, "key of the types", "  flat_range:", "  flatrange:", "Q011"),
    Slip(SALES, "key of a condition", "every_at_least: 65", "every_atleast: 65", "Q011"),
    Slip(ROADMAP, "key of the roadmap", "axis_threshold", "axis_treshold", "Q011"),
    Slip(ROADMAP, "German key", '    title: {de: "Technische', '    titel: {de: "Technische', "Q011"),
    Slip(ROADMAP, "capital letter", "  - stage: 1", "  - Stage: 1", "Q011"),
    Slip(CLIENT, "key of a group", "    invited: 6", "    eingeladen: 6", "E011"),
    Slip(CLIENT, "German key of a group", "    perspective: self", "    perspektive: self", "E011"),
    Slip(CLIENT, "key of the report", "  author: salesex", "  autor: salesex", "E011"),
    Slip(SALES, "wrong format", "salesex/questionnaire/1", "salesex/fragebogen/1", "Q022"),
    # Ids and what names them
    Slip(SALES, "space in an id", "id: SE-S01", "id: SE S01", "Q012"),
    Slip(SALES, "umlaut in an id", "id: value-price", "id: angebot-größe", "Q012"),
    Slip(SALES, "id that is gone", "id: SE-S01", "id:", "Q018"),
    Slip(SALES, "type that does not exist", "[aktivist, macher", "[aktvist, macher", "Q049"),
    Slip(SALES, "dimension of a type", "expects_highest: relationship", "expects_highest: relation", "Q046"),
    Slip(SALES, "dimension of a profile", "profile: {strategy: 85", "profile: {stratgy: 85", "Q046"),
    Slip(ROADMAP, "tag of a light", "tag: qov-mix,", "tag: qov-mixx,", "Q043"),
    Slip(ROADMAP, "axis of a stage", "      organisational:", "      organizational:", "Q041"),
    Slip(VIEWS, "perspective of observers", "observers: [self,", "observers: [selbst,", "Q017"),
    Slip(CLIENT, "questionnaire", "[sales-ex, omni", "[salesex, omni", "E031"),
    Slip(
        CLIENT, "questionnaire of a group", "    questionnaires: [fremd", "    questionnaires: [frend", "E037"
    ),
    Slip(CLIENT, "perspective", "perspective: external", "perspective: extern", "E017"),
    # Wrong kinds of value
    Slip(SALES, "word for a number", "  max: 5", "  max: fünf", "Q015"),
    Slip(SALES, "percent for a share", "min_answered_share: 0.7", "min_answered_share: 70%", "Q015"),
    Slip(SALES, "list for a mapping", TITLE, 'title: ["Vertriebsstrategie", "Sales strategy"]', "Q014"),
    Slip(
        SALES,
        "mapping for a list",
        "order: [aktivist, macher, papiertiger, champion]",
        "order: {a: b}",
        "Q014",
    ),
    Slip(SALES, "number for a mapping", "gaps: {strong: 65, weak: 45", "gaps: 65 #", "Q014"),
    Slip(VIEWS, "number for a list", "observers: [self, external]", "observers: 2", "Q014"),
    Slip(
        CLIENT,
        "number for a mapping",
        "privacy: {min_group_size: 5, keep_until: 2027-12-31}",
        "privacy: 5",
        "E014",
    ),
    Slip(CLIENT, "text for a list", "questionnaires: [sales-ex, omni", "questionnaires: sales-ex #", "E014"),
    Slip(CLIENT, "word for a number", "invited: 22", "invited: alle", "E015"),
    Slip(CLIENT, "day that does not exist", "date: 2026-11-02", "date: 2026-11-31", "E023"),
    Slip(CLIENT, "month first", "consent: 2026-10-20", "consent: 10/20/2026", "E023"),
    # Blocks at another place
    Slip(SALES, "item too deep", "- id: SE-S02", indented("- id: SE-S02", "- id: SE-S03"), "Q001"),
    Slip(SALES, "item too shallow", "- id: SE-S02", outdented("- id: SE-S02", "- id: SE-S03"), "Q001"),
    Slip(SALES, "items too shallow", "items:", outdented("items:", "- id: value-price", 4), "Q036 Q013 Q011"),
    Slip(SALES, "scoring in the scale", "scoring:", "  scoring:", "Q011"),
    Slip(SALES, "text too shallow", S01, outdented('de: "Für jede', "action:"), "Q011"),
    Slip(SALES, "lights of a roadmap", "gaps:", "lights: {mix: {title: Mix, tag: mix}}\ngaps:", "Q035"),
    Slip(ROADMAP, "gaps of a profile", "\nroadmap:", "\ngaps: {strong: 65}\nroadmap:", "Q035"),
    Slip(
        ROADMAP, "stage elsewhere", "stage: 3", moved("  - stage: 3", "  - stage: 4", "  - stage: 2"), "Q038"
    ),
    Slip(CLIENT, "group too deep", "  service:", indented("service:", "engineering:"), "E011"),
    Slip(CLIENT, "group too shallow", "  service:", outdented("service:", "engineering:"), "E011"),
    # Quotes
    Slip(SALES, "text with a colon", S01, "de: Branchen: jede liegt schriftlich vor.", "Q001"),
    Slip(SALES, "text that starts with #", S01, "de: #1 der Branchen", "Q018"),
    Slip(SALES, "text that starts with *", S01, "de: *Jede* Branche liegt schriftlich vor.", "Q008"),
    Slip(SALES, "text that starts with &", S01, "de: & jede Branche liegt schriftlich vor.", "Q008"),
    Slip(SALES, "text that starts with !", S01, "de: !Wichtig ist die Branche.", "Q009"),
    Slip(SALES, "text that starts with %", S01, "de: % der Branchen liegt schriftlich vor.", "Q001"),
    Slip(SALES, "text that starts with @", S01, "de: @alle: jede Branche liegt vor.", "Q001"),
    Slip(SALES, "text that starts with `", S01, "de: `Jede` Branche liegt schriftlich vor.", "Q001"),
    Slip(SALES, "text that starts with a bracket", S01, "de: [Jede] Branche liegt schriftlich vor.", "Q001"),
    Slip(SALES, "text with a comma in braces", TITLE, "title: {de: Ziel, Strategie, en: Strategy}", "Q020"),
    Slip(SALES, "closing quote lost", S01, S01[:-1], "Q001"),
    Slip(SALES, "opening quote lost", S01_EN, 'en: Served: there is a rationale."', "Q001"),
    Slip(SALES, "quotes in quotes", S01, 'de: "Für "jede" Branche liegt es schriftlich vor."', "Q001"),
    Slip(SALES, "backslash in quotes", S01, r'de: "Liegt unter C:\Vertrieb\Branchen vor."', "Q001"),
    Slip(CLIENT, "typographic quotes", '"#0b3d6e"', "„#0b3d6e“", "E029"),
    Slip(CLIENT, "colour without quotes", '"#0b3d6e"', "#0b3d6e", "E018"),
    # Brackets
    Slip(SALES, "closing brace lost", TITLE, TITLE[:-1], "Q001"),
    Slip(SALES, "closing bracket lost", "champion]}\n", "champion}\n", "Q001"),
    Slip(VIEWS, "comma lost", "strong: 65, weak", "strong: 65 weak", "Q001"),
    Slip(
        CLIENT, "closing bracket of a list lost", "fremdbild-selbstbild]\n", "fremdbild-selbstbild\n", "E001"
    ),
    # White space, dashes and colons
    Slip(SALES, "tab as indentation", "  min: 1", "\tmin: 1", "Q006"),
    Slip(SALES, "tab behind spaces", "            text:", "          \ttext:", "Q006"),
    Slip(CLIENT, "tab in a group", "    perspective: self", "\t\tperspective: self", "E006"),
    Slip(SALES, "no-break space as indentation", "  max: 5", "\xa0\xa0max: 5", "Q005"),
    Slip(SALES, "dash lost", "          - id: SE-S02", "            id: SE-S02", "Q010"),
    Slip(SALES, "space behind a dash lost", "          - id: SE-S02", "          -id: SE-S02", "Q001"),
    Slip(SALES, "space behind a colon lost", "  min: 1", "  min:1", "Q001"),
    Slip(SALES, "space lost in braces", "all_low: 40", "all_low:40", "Q001"),
    Slip(SALES, "colon lost", "        probe:", "        probe", "Q001"),
    # Things that stand there twice, or not at all
    Slip(SALES, "key twice", "version: 1.0.0", "version: 1.0.0\nversion: 1.0.1", "Q010"),
    Slip(SALES, "item pasted", "id: SE-S02", "id: SE-S01", "Q033"),
    Slip(SALES, "dimension pasted", "  - id: management", "  - id: strategy", "Q032 Q046"),
    Slip(ROADMAP, "item of another stage pasted", "id: RM-201", "id: RM-101", "Q033"),
    Slip(CLIENT, "group pasted", "  engineering:", "  service:", "E010"),
    Slip(
        CLIENT,
        "title pasted",
        "{de: Konstruktion, en: Engineering}",
        "{de: Service, en: Engineering}",
        "E036",
    ),
    Slip(SALES, "id deleted", "- id: SE-S02\n            text", "- text", "Q013"),
    Slip(
        SALES,
        "title deleted",
        '        title: {de: "Zielmärkte und Segmente", en: "Target markets and segments"}\n',
        "",
        "Q013",
        -1,
        "the line is gone; the facet begins one above",
    ),
    Slip(
        SALES,
        "language deleted",
        f"              {S01_EN}\n",
        "",
        "Q031",
        -1,
        "the line is gone; the text it belongs to begins one above",
    ),
    Slip(CLIENT, "perspective deleted", "    perspective: self\n", "", "E013", -2, "the line is gone"),
    Slip(CLIENT, "client deleted", "client: Muster Maschinenbau GmbH", "client:", "E018"),
    Slip(VIEWS, "items deleted", "    items:\n", "", "Q001"),
    # Numbers, truth and languages
    Slip(ROADMAP, "decimal comma", "axis_threshold: 70", "axis_threshold: 70,5", "Q015"),
    Slip(SALES, "decimal comma in braces", "stability: 0.7}", "stability: 0,7}", "Q015"),
    Slip(SALES, "number off its range", "alpha: 0.05", "alpha: 5", "Q016"),
    Slip(ROADMAP, "number above its range", "threshold: 70}", "threshold: 700}", "Q016"),
    Slip(CLIENT, "nobody invited", "invited: 6", "invited: 0", "E016"),
    Slip(CLIENT, "privacy below the floor", "min_group_size: 5", "min_group_size: 2", "E035"),
    Slip(SALES, "German truth", "  reverse: true", "  reverse: wahr", "Q028"),
    Slip(ROADMAP, "German no", "  scored: false", "  scored: nein", "Q028"),
    Slip(CLIENT, "German yes", "single_role: true", "single_role: ja", "E028"),
    Slip(SALES, "wrong language", S01, "ger" + S01[2:], "Q020"),
    Slip(CLIENT, "language by its name", "language: de", "language: deutsch", "E017"),
    Slip(ROADMAP, "stage skipped", "stage: 3", "stage: 4", "Q038"),
    Slip(
        ROADMAP,
        "start scored",
        "          - id: RM-001\n            scored: false",
        "          - id: RM-001",
        "Q039",
        -1,
        "the line is gone; the item begins one above",
    ),
    Slip(
        SALES,
        "label off the scale",
        '    5: {de: "trifft voll zu"',
        '    6: {de: "trifft voll zu"',
        "Q052",
    ),
    Slip(SALES, "label pasted", 'de: "trifft voll zu"', 'de: "trifft eher zu"', "Q053"),
    # Files gone wrong
    Slip(
        SALES,
        "merge conflict",
        "  min: 1\n",
        "<<<<<<< HEAD\n  min: 1\n=======\n  min: 0\n>>>>>>> b\n",
        "Q001",
    ),
    Slip(CLIENT, "merge conflict", "wave:", '<<<<<<< HEAD\nwave: "2025"\n=======\nwave:', "E001"),
    Slip(SALES, "second document", "dimensions:", "---\ndimensions:", "Q003"),
    Slip(SALES, "control character", "Branche liegt", "Branche\x0bliegt", "Q005"),
    Slip(SALES, "half a file, in a text", "Branche", cut_after("bearbeitete Branche"), "Q001"),
    Slip(SALES, "half a file, in braces", "Vertriebsmanagement", cut_after('"Vertriebsmanagement"'), "Q001"),
    Slip(SALES, "half a file, behind a key", "id: SE-S01", cut_after("id: SE-S02"), "Q013"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{Path(slip.file).stem}: {slip.what}")
def test_a_slip_is_found_where_it_is(slip: Slip, tmp_path: Path) -> None:
    text = (ROOT / slip.file).read_text(encoding="utf-8")
    changed = slip.apply(text)
    line = _first_difference(text, changed)
    issues = _issues(tmp_path / Path(slip.file).name, changed.encode("utf-8"))
    first, *others = slip.codes.split()
    places = [(issue.code, issue.line) for issue in issues]
    assert (first, line + slip.lines_off) in places, (line, places)
    assert sorted({code for code, _ in places}) == sorted({first, *others}), places
    assert bool(slip.why) == bool(slip.lines_off)


def test_there_are_fifty_slips_and_more() -> None:
    assert len({(slip.file, slip.find, slip.what) for slip in SLIPS}) == len(SLIPS) >= 50
    assert sum(slip.lines_off != 0 for slip in SLIPS) <= 6


def _first_difference(text: str, changed: str) -> int:
    """Number of the first line that differs."""
    pairs = zip(lines_of(text), lines_of(changed), strict=False)
    same = next((n for n, (old, new) in enumerate(pairs) if old != new), None)
    return len(list(lines_of(changed))) if same is None else same + 1


def _issues(path: Path, data: bytes) -> list[Issue]:
    """Errors and warnings of one file."""
    path.write_bytes(data)
    found = [issue for issue in check([path]).issues if issue.file == path.as_posix()]
    assert all(tell(issue, "de").help for issue in found)
    return [issue for issue in found if issue.severity != "info"]


HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "Windows line ends from the middle on": lambda data: data[:9000] + data[9000:].replace(b"\n", b"\r\n"),
    "line ends of old Macs": lambda data: data.replace(b"\n", b"\r"),
    "UTF-16": lambda data: data.decode("utf-8").encode("utf-16"),
    "spaces behind the lines": lambda data: data.replace(b"\n", b"  \n"),
    "no line end at the end": lambda data: data.rstrip(b"\n"),
    "tab behind a colon": lambda data: data.replace(b"\n  min: ", b"\n  min:\t"),
    "end of the document": lambda data: data + b"...\n",
}


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize("file", [SALES, ROADMAP, VIEWS])
def test_what_an_editor_does_unasked_changes_nothing(file: str, name: str, tmp_path: Path) -> None:
    data = (ROOT / file).read_bytes()
    path = tmp_path / "own.yaml"
    path.write_bytes(HARMLESS[name](data))
    reading = read_questionnaire(path)
    assert [issue for issue in reading.issues if issue.severity != "info"] == []
    assert reading.value == read_questionnaire(ROOT / file).value
