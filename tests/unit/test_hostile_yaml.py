"""YAML files made to hurt, and YAML files that look like it: a clear issue or the right content, soon.

What could eat time or memory is checked in a process of its own with a limit on both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from salesex import catalogue
from salesex.catalogue import tell
from salesex.surveys.discovery import check
from salesex.surveys.questionnaires.questionnaires import read_questionnaire
from salesex.surveys.yaml.nodes import MAX_MEGABYTES, MAX_VALUES

ROOT = Path(__file__).parents[2]
BASE = Path(catalogue.__file__).parent / "examples" / "base"
OWN = (BASE / "own.yaml").read_text(encoding="utf-8")
ENGAGEMENT = (BASE / "engagement.yaml").read_text(encoding="utf-8")
HEAD = "format: salesex/questionnaire/1\n"
BEFORE_ITEMS = OWN[: OWN.index("      - {id: L1")]
PATIENCE, MEGABYTES = 120, 700
"""Seconds until a test is given up, and memory: far more than is needed; what has no bound takes more."""
CHILD = """
import json, sys, time
from pathlib import Path
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]) * 1_000_000,) * 2)
except (ImportError, ValueError):
    pass
from salesex.surveys.discovery import check
started = time.perf_counter()
issues = check([Path(sys.argv[1])]).issues
seconds = time.perf_counter() - started
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")] \
    if Path("/proc/self/status").exists() else ["0"]
found = [[issue.code, issue.line, issue.column] for issue in issues[:3]]
print(json.dumps({"found": found, "count": len(issues), "seconds": seconds, "MB": int(peak[0]) // 1000}))
"""


def bomb(first: str, pattern: str) -> str:
    """Forty lines, each naming the one before nine times: 9 ** 40 nodes if it were expanded."""
    lines = [pattern.format(n=n, below=", ".join([f"*a{n - 1}"] * 9)) for n in range(1, 40)]
    return f"{HEAD}a0: &a0 {first}\n" + "\n".join(lines)


def items(count: int) -> str:
    """A questionnaire of so many items."""
    item = "      - {{id: I{n}, text: {{de: Ziel {n} ist klar., en: Target {n} is clear.}}}}\n"
    return BEFORE_ITEMS + "".join(item.format(n=n) for n in range(count))


def many(pattern: str, count: int) -> str:
    """Names or pairs in one line, with a number in place of each #."""
    return ", ".join(pattern.replace("#", str(n)) for n in range(count))


def types(unknown: str = "", contrast: str = "", order: str = "low, high") -> str:
    """A questionnaire with two types, dimensions and types that do not exist among them."""
    return f"""{OWN}types:
  reference:
    low: {{title: Tief, profile: {{lead: 10{unknown}}}}}
    high: {{title: Hoch, profile: {{lead: 90}}, requires: {{every_at_least: 60}}{contrast}}}
  tie: {{order: [{order}]}}
"""


def roadmap(tags: str, lights: str, axes: str = "") -> str:
    """A roadmap of one item."""
    return f"""{OWN[: OWN.index("dimensions")]}axes: {{t: {{title: Takt}}}}
stages:
  - stage: 1
    title: Eins
    axes: {{t: {{items: [{{id: A1, text: Ja, tags: [{tags}]}}]}}{axes}}}
lights: {{{lights}}}
"""


LARGE: dict[str, tuple[str, list[Any]]] = {
    "alias bomb": (bomb("[x]", "a{n}: &a{n} [{below}]"), ["Q008", 2, 5]),
    "merge-key bomb": (bomb("{x: y}", "a{n}: &a{n} {{<<: [{below}]}}"), ["Q008", 2, 5]),
    "100,000 lists in lists": (f"{HEAD}title: {'[' * 100_000}{']' * 100_000}", ["Q007", 2, 47]),
    "100,000 open brackets": (f"{HEAD}title: {'[' * 100_000}", ["Q007", 2, 47]),
    "100,000 mappings in mappings": (f"{HEAD}title: {'{a: ' * 100_000}{'}' * 100_000}", ["Q007", 2, 164]),
    "100,000 dashes": (f"{HEAD}title:\n  {'- ' * 100_000}x\n", ["Q007", 3, 81]),
    "100,000 question marks": (f"{HEAD}title:\n  {'? ' * 100_000}x\n", ["Q007", 3, 81]),
    "3,000 indented keys": (HEAD + "".join(f"{' ' * n}a:\n" for n in range(3000)), ["Q007", 42, 41]),
    "a number of 1,000,000 digits": (OWN.replace("max: 5", f"max: {'9' * 1_000_000}"), ["Q016", 7, 8]),
    "50,000 doubled keys": (OWN + "title: x\n" * 50_000, ["Q010", 17, 1]),
    "50,000 unknown keys": (OWN + "".join(f"key{n}: x\n" for n in range(50_000)), ["Q011", 17, 1]),
    "10 MB of NUL": (HEAD + "\0" * 10_000_000, ["Q005", 2, 1]),
    "50 MB in one line": (f"{HEAD}title: {'x' * 50_000_000}", ["Q027", None, None]),
    "50 MB in lines": (HEAD + "a: b\n" * 10_000_000, ["Q027", None, None]),
    "millions of values in a line": (f"{HEAD}title: [{'a,' * 9_000_000}]", ["Q027", 2, 2 * MAX_VALUES - 1]),
    "millions of lines": (
        f"{HEAD}title:\n{'- a' + chr(10):s}" + "- a\n" * 4_000_000,
        ["Q027", MAX_VALUES - 2, 3],
    ),
    "millions of empty mappings": (HEAD + "title:\n" + "- {}\n" * 3_000_000, ["Q027", MAX_VALUES - 2, 3]),
    "millions of keys": (HEAD + "".join(f"{n}:\n" for n in range(1_500_000)), ["Q027", MAX_VALUES // 2, 8]),
    "millions of anchors": (f"{HEAD}title: [{'&a b,' * 3_000_000}]", ["Q008", 2, 9]),
    "millions of tags": (f"{HEAD}title: [{'!a b,' * 3_000_000}]", ["Q009", 2, 9]),
    "millions of documents": ("--- a\n" * 3_000_000, ["Q003", 2, 1]),
    "millions of switches": (OWN + "# salesex: ignore Q031\n" * 500_000, ["Q025", 17, 1]),
    "a quote that never closes": (OWN + 'x: "' + "a b\n" * 2_000_000, ["Q001", 17, 4]),
    "a key of 1,000,000 letters": (f"{OWN}? {'k' * 1_000_000}\n: 1\n", ["Q011", 17, 3]),
    "only comments": ("# nichts\n" * 200_000, ["Q002", 1, 1]),
    "only line ends": ("\n" * 1_000_000, ["Q002", 1, 1]),
    "line ends in the middle": (OWN.replace("dimensions", "\n" * 1_000_000 + "dimensions"), []),
    "a text of 10 MB": (OWN.replace("Eigener", f'"{"Ziel " * 2_000_000}"'), []),
    "a text of 10 MB in lines": (
        OWN.replace("title: {de: Eigener, en: Own}", "title: |\n" + "  Ziel\n" * 1_400_000),
        [],
    ),
    "20,000 unknown dimensions": (types(f", {many('x#: 5', 20_000)}"), ["Q046", 19, 44]),
    "80,000 unknown dimensions in contrasts": (
        types(contrast=f", contrast: {{of: [{many('x#', 40_000)}], against: [{many('y#', 40_000)}]}}"),
        ["Q046", 20, 94],
    ),
    "60,000 unknown types in the order of ties": (types(order=many("x#", 60_000)), ["Q049", 21, 17]),
    "2,000 unknown axes": (
        roadmap("x", "a: {title: A, tag: x}", f", {many('u#: {items: [{id: U#, text: Nr #}]}', 2_000)}"),
        ["Q041", 14, 57],
    ),
    "400 lights with wrong tags": (
        roadmap(many("tag#", 2_000), many("l#: {title: A, tag: tog#}", 400)),
        ["Q043", 15, 30],
    ),
    "5,000 items": (items(5_000), []),
}


def in_a_child(path: Path) -> dict[str, Any]:
    """What checking a file or folder finds, takes and needs, in a process with limits."""
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(MEGABYTES)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    told: dict[str, Any] = json.loads(ran.stdout)
    assert told["count"] <= 1001
    print(f"{told['seconds']:.2f} s, {told['MB']} MB")
    return told


@pytest.mark.long
@pytest.mark.parametrize("name", LARGE)
def test_large_files_take_seconds_and_bounded_memory(name: str, tmp_path: Path) -> None:
    text, expected = LARGE[name]
    path = tmp_path / "own.yaml"
    path.write_bytes(text.encode("utf-8"))
    told = in_a_child(path)
    assert told["found"][:1] == ([expected] if expected else []), told


@pytest.mark.parametrize(("known", "pattern", "count"), [(1_000, "J#: 3", 300), (5_000, "q#z: 3", 1_200)])
def test_answers_to_many_unknown_items(known: int, pattern: str, count: int, tmp_path: Path) -> None:
    below = tmp_path / "responses"
    below.mkdir()
    (tmp_path / "own.yaml").write_text(items(known), encoding="utf-8")
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    answers = f"respondent: p\ngroup: team\nanswers: {{{many(pattern, count)}}}\n"
    (below / "a.yaml").write_text(f"format: salesex/response/1\n{answers}", encoding="utf-8")
    told = in_a_child(tmp_path)
    assert told["found"][0] == ["R067", 4, 11]
    assert told["count"] == min(count, 1_001)


@pytest.mark.parametrize(("answer", "codes"), [("null", []), ("~", []), ("'null'", ["R058"]), ("", [])])
def test_null_is_a_missing_answer(answer: str, codes: list[str], tmp_path: Path) -> None:
    below = tmp_path / "responses"
    below.mkdir()
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    for name in "abcde":
        answers = f"group: team\nanswers:\n  L1: {answer}\n  L2: 3\n  L3: {ord(name) - 96}\n"
        text = f"format: salesex/response/1\nrespondent: {name}\n{answers}"
        (below / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = [issue.code for issue in check([tmp_path]).issues if issue.severity == "error"]
    assert found == codes * 5


def test_5000_items_are_read_right(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(items(5_000), encoding="utf-8")
    value = read_questionnaire(path).value
    assert value is not None
    read = list(value.items())
    assert [item.id for item in read] == [f"I{n}" for n in range(5_000)]
    assert read[4711].text == {"de": "Ziel 4711 ist klar.", "en": "Target 4711 is clear."}


def places(path: Path, data: str | bytes) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of every issue."""
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    issues = check([path]).issues
    assert all(tell(issue, language).help for issue in issues for language in ("de", "en"))
    return [(issue.code, issue.line, issue.column) for issue in issues]


def changed(old: str, new: str) -> str:
    """The questionnaire with another text."""
    assert OWN.count(old) == 1
    return OWN.replace(old, new)


TITLE = "title: {de: Eigener, en: Own}"
CUNNING: dict[str, tuple[str | bytes, list[tuple[str, int | None, int | None]]]] = {
    "infinite number": (OWN + "scoring: {min_answered_share: 1e999}\n", [("Q016", 17, 31)]),
    "not a number": (OWN + "scoring: {min_answered_share: .nan}\n", [("Q015", 17, 31)]),
    "underscores in a number": (changed("max: 5", "max: 1_0"), [("Q015", 7, 8)]),
    "octal number": (changed("max: 5", "max: 0o5"), [("Q015", 7, 8)]),
    "hexadecimal number": (changed("max: 5", "max: 0x5"), [("Q015", 7, 8)]),
    "sexagesimal number": (changed("max: 5", "max: 0:5"), [("Q015", 7, 8)]),
    "python object": (changed(TITLE, "title: !!python/object/apply:os.system [ls]"), [("Q009", 4, 8)]),
    "python name": (changed(TITLE, "title: !!python/name:os.system"), [("Q009", 4, 8)]),
    "tag without a name": (changed(TITLE, "title: ! eins"), [("Q009", 4, 8)]),
    "tag without a name before quotes": (changed("Eigener", "! 'Eigener'"), [("Q009", 4, 13)]),
    "tag without a name alone": (changed(TITLE, "title: !"), [("Q009", 4, 8)]),
    "same number twice": (changed("labels: {1", "labels: {01: x, 1"), [("Q010", 8, 19)]),
    "same number with a sign": (changed("fully}}", "fully}, +5: x}"), [("Q010", 8, 85)]),
    "number with a sign off the scale": (changed("fully}}", "fully}, +9: x}"), [("Q052", 8, 85)]),
    "number with a zero and a wrong label": (
        changed("{1: {de: trifft nicht zu", "{01: {de: '4'"),
        [("Q053", 8, 21)],
    ),
    "nothing for a title": (changed(TITLE, "title: {}"), [("Q019", 4, 8)]),
    "types after a doubled one in the order of ties": (
        types(order="low, low, hiigh"),
        [("Q024", 21, 22), ("Q049", 21, 27)],
    ),
    "dimensions after a doubled one in a contrast": (
        types(contrast=", contrast: {of: [lead, lead, leed], against: [lead, lead]}"),
        [("Q024", 20, 100), ("Q046", 20, 106), ("Q050", 20, 123), ("Q024", 20, 129)],
    ),
    "lights of a profile": (
        changed("id: L1,", "id: L1, tags: [x], scored: false,").replace(
            "id: L3", "id: L4, text: Vier}\n      - {id: L3"
        )
        + "lights: {a: {title: A, tag: x, threshold: 100}, b: {title: B, tag: x}}\n",
        [("Q035", 18, 1)],
    ),
    "gaps of a roadmap": (
        roadmap("x", "a: {title: A, tag: x}") + "gaps: {weak: 80, strong: 60}\n",
        [("Q035", 16, 1)],
    ),
    "merge key": (changed(TITLE, f"{TITLE}\n<<: {{source: x}}"), [("Q008", 5, 1)]),
    "own alias": (changed(TITLE, "title: &a [*a]"), [("Q008", 4, 8), ("Q008", 4, 12)]),
    "NUL in a text": (changed("Eigener", "Eig\0ener"), [("Q005", 4, 16)]),
    "UTF-16 without mark, little end first": (OWN.encode("utf-16-le"), [("Q004", 9, 44)]),
    "UTF-16 without mark, ASCII": (HEAD.encode("utf-16-le"), [("Q005", 1, 2)]),
    "UTF-16 without mark, big end first": (HEAD.encode("utf-16-be"), [("Q005", 1, 1)]),
    "half of UTF-16": (OWN.encode("utf-16")[:-1], [("Q004", 1, 1)]),
    "Latin-1": (OWN.encode("latin-1"), [("Q004", 9, 22)]),
    "Latin-1 with mark": (b"\xef\xbb\xbf" + OWN.encode("latin-1"), [("Q004", 9, 22)]),
    "Latin-1 with line ends of old Macs": (OWN.replace("\n", "\r").encode("latin-1"), [("Q004", 9, 22)]),
    "surrogate": (HEAD.encode() + b"title: \xed\xa0\x80", [("Q004", 2, 8)]),
    "several documents": (f"{OWN}---\n{OWN}", [("Q003", 17, 1)]),
    "directive of another YAML": (f"%YAML 3.0\n---\n{OWN}", [("Q001", 1, 1)]),
    "unknown anchor": (changed(TITLE, "title: *a"), [("Q008", 4, 8)]),
    "list as a key": (changed(TITLE, f"{TITLE}\n? [a, b]\n: c"), [("Q014", 5, 3)]),
    "mapping as a key": (changed(TITLE, f"{TITLE}\n{{a: b}}: c"), [("Q014", 5, 1)]),
    "nothing as a key": (changed(TITLE, f"{TITLE}\n: c"), [("Q001", 5, 1)]),
    "key of 5,000 letters": (f"{OWN}{'k' * 5000}: 1\n", [("Q001", 17, 1)]),
    "emoji in an id": (changed("id: L1", "id: 🎯1"), [("Q012", 14, 14)]),
    "letters from right to left in an id": (changed("id: L1", "id: שלום"), [("Q012", 14, 14)]),
    "umlaut of two characters in an id": (changed("id: L1", "id: Mu\u0308ller"), [("Q012", 14, 14)]),
    "turned text in an id": (changed("id: L1", "id: L\u202e1"), [("Q012", 14, 14)]),
    "emoji before an issue": (changed("Ziele sind klar.", "🎯 klar, Ziel"), [("Q020", 14, 37)]),
    "unseen line ends before an issue": (
        changed("Eigener", "Ei\u2028ge\u2029n\x85er").replace("id: L2", "id: 2"),
        [("Q012", 15, 14)],
    ),
    "lone CR before an issue": (changed("id: L2", "id: 2").replace("\n", "\r"), [("Q012", 15, 14)]),
    "CR LF before an issue": (changed("id: L2", "id: 2").replace("\n", "\r\n"), [("Q012", 15, 14)]),
    "control character behind lone CR": (changed("Lob", "Lo\x0bb").replace("\n", "\r"), [("Q005", 16, 31)]),
    "no-break space as indentation": (changed("  max: 5", "\xa0\xa0max: 5"), [("Q005", 7, 1)]),
    "only a document start": ("---\n", [("Q002", 1, 1)]),
    "only a document end": ("...\n", [("Q001", 1, 1)]),
    "nothing": ("", [("Q002", 1, 1)]),
    "only a mark": (b"\xef\xbb\xbf", [("Q002", 1, 1)]),
    "only a text": ("Fragebogen\n", [("Q014", 1, 1)]),
    "only a list": ("- a\n", [("Q014", 1, 1)]),
}


@pytest.mark.parametrize("name", CUNNING)
def test_what_is_wrong_is_said_where_it_is(name: str, tmp_path: Path) -> None:
    data, expected = CUNNING[name]
    assert places(tmp_path / "own.yaml", data) == expected


AS_WRITTEN = [
    *(
        "no",
        "on",
        "yes",
        "y",
        "n",
        "nUll",
        "nothing",
        "true",
        "Off",
        "NO",
        ".inf",
        "1e5",
        "0o17",
        "0x1F",
        "1_000",
    ),
    *("12:30:45", "10:00", "2026-11-02", "2026-11-02T10:00:00Z", "1.10", "007", "+49", "-1", "1.0.0-beta"),
    *("=", "🎯", "שלום", "Mu\u0308ller", "\u200fx\u200e", "a\xa0b"),
]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_texts_are_read_as_written(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    bare = changed("{de: Eigener, en: Own}", text).replace("version: 1.0.0", f"version: {text}")
    assert places(path, bare) == []
    value = read_questionnaire(path).value
    assert value is not None and (value.title, value.version) == (text, text)
    assert places(path, changed("Eigener", f'"{text}"')) == []
    value = read_questionnaire(path).value
    assert value is not None and value.title == {"de": text, "en": "Own"}


@pytest.mark.parametrize("text", ["null", "~", "Null", "NULL"])
def test_what_yaml_calls_nothing_is_nothing_without_quotes(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    assert places(path, changed("en: Own", f"en: {text}")) == [("Q018", 4, 26)]
    assert places(path, changed("id: L1", f"id: {text}")) == [("Q018", 14, 14)]
    assert places(path, changed("labels: {1", f"labels: {{{text}: x, 1")) == [("Q018", 8, 12)]
    assert "quotes" in tell(check([path]).issues[0]).help
    assert places(path, changed("en: Own", f"en: '{text}'")) == []
    value = read_questionnaire(path).value
    assert value is not None and value.title == {"de": "Eigener", "en": text}


@pytest.mark.parametrize("id", ["no", "on", "yes", "y", "nil", "true"])
def test_ids_that_look_like_something_else(id: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    assert places(path, changed("id: L1", f"id: {id}").replace("id: lead", f"id: {id}{id}")) == []
    value = read_questionnaire(path).value
    assert value is not None and value.dimensions[0].items[0].id == id


@pytest.mark.parametrize(
    "data",
    [
        f"%YAML 1.1\n---\n{OWN}".encode(),
        f"%YAML 1.2\n---\n{OWN}...\n".encode(),
        OWN.encode("utf-16"),
        b"\xfe\xff" + OWN.encode("utf-16-be"),
        b"\xef\xbb\xbf" + OWN.encode(),
        OWN.replace("\n", "\r").encode(),
        OWN.replace("klar.", "klar.\u2028").encode(),
        (OWN + "\n" * 100_000).encode(),
    ],
)
def test_unusual_files_are_read_right(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    plain = read_questionnaire(path).value
    assert plain is not None
    assert places(path, data) == []
    assert read_questionnaire(path).value == plain


def test_no_more_is_read_than_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.yaml"
    with path.open("wb") as file:
        file.write(HEAD.encode())
        file.truncate(3 * MAX_MEGABYTES * 1_000_000)

    def all_of_it(self: Path) -> bytes:
        raise AssertionError(f"{self} was read as a whole")

    monkeypatch.setattr(Path, "read_bytes", all_of_it)
    assert [issue.code for issue in check([path]).issues] == ["Q027"]
