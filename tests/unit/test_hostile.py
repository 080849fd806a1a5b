"""Whatever a file holds: issues in the file and in order, soon; never a traceback."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesex.catalogue import tell
from salesex.cli import run
from salesex.errors import Issue
from salesex.surveys.discovery import check
from salesex.surveys.engagements.written import ENGAGEMENT
from salesex.surveys.formats.fields import ListOf, MapOf, Record
from salesex.surveys.formats.kinds import Kind
from salesex.surveys.questionnaires.questionnaires import QUESTIONNAIRE
from salesex.surveys.yaml.nodes import decode, lines_of

CASES = Path(__file__).parents[1] / "cases" / "valid"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("[mpr]*/*.y*ml"))]
MORE = int(os.environ.get("SALESEX_MORE_EXAMPLES", "1"))
"""How many times as many examples are tried: 1 where nothing is set."""
PIECES = [
    *(
        "\t",
        "\r",
        "\x85",
        "\u2028",
        "\ufeff",
        "\xa0",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "&a ",
        "*a ",
        "!x ",
        "? ",
    ),
    *(
        "|",
        ">",
        '"',
        "'",
        "#",
        "%",
        "\0",
        "<<: ",
        "99999999999999999999",
        "~",
        "\n",
        "  ",
        "\\",
        "---\n",
        ",",
    ),
    *("# salesex: ignore Q031 x\n", "🎯", "\u202e", "1e999", "{organisation}", "%s", "{0}"),
]


def moderate(count: int) -> settings:
    """So many examples, each within ten seconds."""
    health = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(
        max_examples=count * MORE, deadline=dt.timedelta(seconds=10), suppress_health_check=health
    )


def keys_of(kind: Kind) -> Iterator[str]:
    """Every key that a kind of value knows, at any depth."""
    if isinstance(kind, Record):
        for key, field in kind.fields.items():
            yield key
            yield from keys_of(field.kind)
    elif isinstance(kind, ListOf | MapOf):
        yield from keys_of(kind.kind)


KEYS = sorted({*keys_of(QUESTIONNAIRE), *keys_of(ENGAGEMENT), "format", "de", "en", "1", "5", "lead", "L1"})
WORDS = [
    "salesex/questionnaire/1",
    "salesex/engagement/1",
    "own",
    "lead",
    "L1",
    "self",
    "true",
    "1",
    "5",
    "0.7",
    "",
]
SCALARS = (
    st.sampled_from(WORDS) | st.integers() | st.floats() | st.booleans() | st.none() | st.text(max_size=8)
)
STRUCTURES = st.recursive(
    SCALARS,
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), below, max_size=5)
    ),
    max_leaves=25,
)


def assert_sound(issues: Sequence[Issue], file: Path) -> None:
    """Issues are told, sorted and unique, and those of a YAML file lie in it."""
    assert list(issues) == sorted(issues, key=lambda issue: issue.sort_key)
    assert len(set(issues)) == len(issues)
    for issue in issues:
        for language in ("de", "en"):
            told = tell(issue, language)
            assert told.message.isprintable() and told.help.isprintable()
        assert issue.line is None or issue.line >= 1
        assert issue.column is None or issue.column >= 1
    if file.suffix in {".yaml", ".yml"}:
        assert_inside([issue for issue in issues if issue.file == file.as_posix()], file.read_bytes())


def assert_inside(issues: Sequence[Issue], data: bytes) -> None:
    """Every place is in the file, or right behind the end of it or of a line."""
    try:
        lines = list(lines_of(decode(data)))
    except UnicodeDecodeError:
        lines = list(lines_of(data.decode("utf-8", "replace")))
    for issue in issues:
        if issue.line is not None and issue.column is not None:
            assert issue.line <= len(lines) + 1, issue
            line = lines[issue.line - 1] if issue.line <= len(lines) else ""
            assert issue.column <= len(line) + 1, (issue, line)


def pieces(text: str, chance: random.Random) -> str:
    """Put something in, or instead of some characters."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice([0, 0, 1, 3, 30]))
    return text[:start] + chance.choice([*PIECES, ""]) + text[end:]


def lines(text: str, chance: random.Random) -> str:
    """Swap, double, delete, indent or unindent some lines."""
    found = text.split("\n")
    start = chance.randrange(len(found))
    end = start + chance.choice([1, 1, 2, 5])
    block = found[start:end]
    to = chance.randrange(len(found))
    changes: list[Callable[[], list[str]]] = [
        lambda: found[:start] + found[end:],
        lambda: found[:end] + block + found[end:],
        lambda: found[:start] + [" " * chance.choice([1, 2, 4]) + line for line in block] + found[end:],
        lambda: found[:start] + [line[chance.choice([1, 2, 4]) :] for line in block] + found[end:],
        lambda: found[:to] + block + found[to:],
        lambda: found[:start] + block[::-1] + found[end:],
    ]
    return "\n".join(chance.choice(changes)())


def spliced(text: str, chance: random.Random) -> str:
    """The beginning of one file and the end of another."""
    other = chance.choice(TEXTS)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other)) :]


def mutated(text: str, seed: int, count: int) -> str:
    """A text after some slips."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice([pieces, pieces, lines, lines, lines, spliced])(text, chance)
    return text


@moderate(150)
@given(text=st.sampled_from(TEXTS), seed=st.integers(0, 2**32), count=st.integers(1, 4))
def test_mutated_questionnaires(tmp_path: Path, text: str, seed: int, count: int) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(mutated(text, seed, count).encode("utf-8"))
    assert_sound(check([path]).issues, path)


@moderate(100)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 4))
def test_mutated_engagements(acme: Path, seed: int, count: int) -> None:
    """The fixture is set up once: the file is written anew from its first text."""
    path, first = acme / "engagement.yaml", acme / "first.txt"
    if not first.exists():
        first.write_bytes(path.read_bytes())
    path.write_bytes(mutated(first.read_text(encoding="utf-8"), seed, count).encode("utf-8"))
    assert_sound(check([path]).issues, path)


@moderate(60)
@given(
    data=st.binary(max_size=300),
    start=st.sampled_from(
        [b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"respondent;group;L1\n", b"format: "]
    ),
)
@pytest.mark.parametrize(
    "name", ["a.csv", "a.tsv", "a.xlsx", "a.yaml", "a.yml", "engagement.yaml", "own.yaml"]
)
def test_random_bytes(acme: Path, name: str, data: bytes, start: bytes) -> None:
    path = acme / ("responses" if name.startswith("a.") else ".") / name
    path.write_bytes(start + data)
    assert_sound(check([path]).issues, path)


@moderate(150)
@given(value=STRUCTURES, flow=st.booleans(), name=st.sampled_from(["own.yaml", "engagement.yaml", "a.yaml"]))
def test_random_structures(acme: Path, value: Any, flow: bool, name: str) -> None:
    path = acme / ("responses" if name.startswith("a.") else ".") / name
    path.write_bytes(dumped(value, flow))
    assert_sound(check([path]).issues, path)


@pytest.mark.long
@moderate(150)
@given(text=st.sampled_from(TEXTS), seed=st.integers(0, 2**32), value=STRUCTURES, flow=st.booleans())
def test_random_structures_in_place_of_parts(
    tmp_path: Path, text: str, seed: int, value: Any, flow: bool
) -> None:
    root = yaml.load(text, Loader=yaml.BaseLoader)
    parts = list(places_in(root))
    holder, key = random.Random(seed).choice(parts)
    holder[key] = value
    path = tmp_path / "own.yaml"
    path.write_bytes(dumped(root, flow))
    assert_sound(check([path]).issues, path)


def dumped(value: Any, flow: bool) -> bytes:
    """A value as YAML without aliases."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    stream = io.StringIO()
    yaml.dump(value, stream, Dumper, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    return stream.getvalue().encode("utf-8", "replace")


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a structure that something else could stand in, as its holder and key."""
    for key in (
        list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    ):
        yield value, key
        yield from places_in(value[key])


@moderate(40)
@given(text=st.sampled_from(TEXTS), seed=st.integers(0, 2**32), count=st.integers(0, 4))
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_never_fails(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    form: str,
    language: str,
    text: str,
    seed: int,
    count: int,
) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(mutated(text, seed, count).encode("utf-8"))
    code = run(["validate", str(path), "--format", form, "--lang", language])
    told = capfd.readouterr()
    assert code in {0, 1}, told.err
    assert "Traceback" not in told.out + told.err
