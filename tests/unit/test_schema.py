"""The schemas say what the tables of fields say: shipped as printed, each key explained, each kind known."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from salesex import pipeline
from salesex.errors import UsageError
from salesex.store import results_json
from salesex.surveys.formats.fields import ListOf, MapOf, Record
from salesex.surveys.formats.kinds import Date, Id, Integer, Kind, Number, parse_date
from salesex.surveys.formats.reader import Reader
from salesex.surveys.schemas import patterns as patterns
from salesex.surveys.schemas.schema import FORMATS, Shared, about, schema_of, shape
from salesex.surveys.yaml.nodes import Document, ScalarNode

KINDS = ("questionnaire", "engagement", "response", "map", "results")
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def kinds_in(kind: Kind) -> Iterator[Kind]:
    yield kind
    if isinstance(kind, Record):
        for field in kind.fields.values():
            yield from kinds_in(field.kind)
    elif isinstance(kind, ListOf | MapOf):
        yield from kinds_in(kind.kind)


def records() -> Iterator[Record]:
    for top in FORMATS.values():
        yield from (kind for kind in kinds_in(top) if isinstance(kind, Record))


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    found = pipeline.schema(kind)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_there_is_no_schema_of_anything_else() -> None:
    with pytest.raises(UsageError) as caught:
        pipeline.schema("respones")
    assert "response" in caught.value.help


def test_the_shipped_schemas_are_those_that_are_printed(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("schemas", root / "tests" / "tools" / "schemas.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    shipped = {path.name: path.read_bytes() for path in (root / "schemas").iterdir()}
    assert shipped == tool.files(), "run python tests/tools/schemas.py"
    assert set(shipped) == {f"{kind}.schema.json" for kind in KINDS}


def test_every_shipped_yaml_file_names_its_schema_first(root: Path) -> None:
    files = [*root.glob("questionnaires/*/*.yaml"), *root.glob("examples/**/*.yaml")]
    assert len(files) >= 10
    for path in files:
        text = path.read_text(encoding="utf-8")
        named = MODELINE.match(text)
        kind = re.search(r"^format: salesex/(\w+)/1$", text, re.MULTILINE)
        assert named and kind, path
        schema = (path.parent / named[1]).resolve()
        assert schema == root.resolve() / "schemas" / f"{kind[1]}.schema.json"


def test_every_key_is_explained_and_nothing_else() -> None:
    wanted: dict[str, set[str]] = {}
    for record in records():
        wanted.setdefault(record.word, set()).update(record.keys)
    assert {word: set(keys) for word, keys in about().items()} == wanted
    sentences = [text for keys in about().values() for text in keys.values()]
    assert [text for text in sentences if not text.endswith((".", '")')) or len(text) < 15] == []


def test_every_kind_says_its_own_schema() -> None:
    for top in FORMATS.values():
        silent = {type(kind).__name__ for kind in kinds_in(top) if type(kind) not in shape.registry}
        assert silent == set()


def test_a_kind_that_nobody_registered_is_told() -> None:
    class Strange(Kind):
        def read(self, reader: Reader, node: Any, name: str) -> Any:
            raise NotImplementedError

    with pytest.raises(TypeError, match="Strange"):
        shape(Strange(), Shared())


def test_defaults_are_those_of_the_model() -> None:
    item = schema_of(FORMATS["questionnaire"])["$defs"]["Item"]
    assert item["required"] == ["id", "text"]
    assert item["additionalProperties"] is False
    defaults = {key: shape["default"] for key, shape in item["properties"].items() if "default" in shape}
    assert defaults == {
        "reverse": False,
        "weight": 1.0,
        "scored": True,
        "observers": ["self", "external", "mirror"],
    }
    engagement = schema_of(FORMATS["engagement"])
    assert engagement["properties"]["language"]["default"] == "en"
    assert engagement["$defs"]["Privacy"]["properties"]["min_group_size"]["default"] == 5
    certainty = schema_of(FORMATS["questionnaire"])["$defs"]
    assert certainty["HighCertainty"]["properties"]["margin"]["default"] == 8
    assert certainty["MediumCertainty"]["properties"]["margin"]["default"] == 4


def test_results_are_as_their_schema_says(root: Path) -> None:
    results = pipeline.assess(root / "examples" / "muster-maschinenbau").results
    content = json.loads(results_json(results))
    validator = Draft202012Validator(pipeline.schema("results"))
    assert [error.json_path for error in validator.iter_errors(content)] == []
    for broken in _broken(content):
        assert not validator.is_valid(broken)


def _broken(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {**content, "format": "salesex/results/2"}
    yield {key: value for key, value in content.items() if key != "format"}
    yield {**content, "provenance": {**content["provenance"], "seed": "1"}}
    parts = content["questionnaires"]
    gaps = parts["fremdbild-selbstbild"]["gaps"]
    for wrong in ({**gaps[0], "class": "wide"}, {k: v for k, v in gaps[0].items() if k != "class"}):
        part = {**parts["fremdbild-selbstbild"], "gaps": [wrong, *gaps[1:]]}
        yield {**content, "questionnaires": {**parts, "fremdbild-selbstbild": part}}


def accepted(kind: Any, text: str) -> bool:
    """Whether a kind of single values takes a text without an issue."""
    reader = Reader(Document("own.yaml", "Q", text, None))
    mark: Any = type("Mark", (), {"line": 0, "column": 0})
    kind.convert(reader, ScalarNode("", text, mark, mark), text)
    return not reader.issues


def fits(kind: Any, text: str) -> bool:
    return re.search(shape(kind, Shared())["pattern"], text) is not None


BOUND = st.integers(-2000, 2000)


@given(BOUND, BOUND, st.integers(-2500, 2500), st.sampled_from(["", "+", "0", "00", "-0", "x"]))
def test_whole_numbers_as_texts_keep_the_bounds(one: int, other: int, value: int, before: str) -> None:
    kind = Integer(min(one, other), max(one, other))
    for text in (str(value), before + str(value), str(kind.low), str(kind.high), str(kind.high + 1)):
        assert fits(kind, text) == accepted(kind, text), (kind, text)


@given(
    st.sampled_from([Number(0, 1), Number(0, 100), Number(0, 1000, above=True), Number(0, 1, above=True)]),
    st.from_regex(r"[+-]?[0-9]{0,5}\.?[0-9]{0,3}", fullmatch=True),
)
def test_numbers_as_texts_keep_the_bounds(kind: Number, text: str) -> None:
    assert fits(kind, text) == accepted(kind, text)


@pytest.mark.parametrize("kind", [Number(0, 1), Number(-1, 1), Number(0.5, 1), Number(0, 100, above=True)])
@pytest.mark.parametrize("text", ["1", "0.7", "7e-1", "+.7", "1.", "1.0", "0001"])
def test_no_right_number_is_refused(kind: Number, text: str) -> None:
    assert accepted(kind, text)
    assert fits(kind, text)
    assert not fits(kind, "a lot")


@given(st.integers(0, 2600), st.integers(0, 14), st.integers(0, 33))
def test_days_are_those_of_the_calendar(year: int, month: int, day: int) -> None:
    for text in (
        f"{year:04}-{month:02}-{day:02}",
        f"{year:04}-{month}-{day}",
        f"{day:02}.{month:02}.{year:04}",
        f"{day}.{month}.{year}",
    ):
        assert fits(Date(), text) == (parse_date(text) is not None), text


def test_a_leap_day_is_a_day() -> None:
    assert fits(Date(), "2028-02-29") and fits(Date(), "29.2.2000")
    assert not fits(Date(), "2026-02-29") and not fits(Date(), "29.02.1900")
    assert not fits(Date(), "0000-02-29")


@given(st.text("aZ9_-. ä", max_size=4))
def test_ids_as_texts_are_the_same(text: str) -> None:
    assert fits(Id(), text) == accepted(Id(), text)


def test_a_pattern_reads_as_one_expects() -> None:
    assert patterns.integers(1, 99) == r"\+?0*(?:[1-9]|[1-9][0-9])"
    assert patterns.integers(-3, -1) == "-0*(?:[1-3])"
