"""The schemas against what salesex says of the same files, by an independent validator and loader.

jsonschema validates; ruamel.yaml loads YAML 1.2 as check-jsonschema does: days stay texts, keys become
texts. What cannot be loaded counts as rejected.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML, SafeConstructor, YAMLError

from salesex import catalogue
from salesex.catalogue import ENTRIES
from salesex.surveys.formats.document import read_document
from salesex.surveys.formats.reader import Reader
from salesex.surveys.schemas.schema import FORMATS, schema_of
from salesex.surveys.yaml.parsing import parse

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
EXAMPLES = Path(catalogue.__file__).parent / "examples"
LETTERS = {"Q": "questionnaire", "E": "engagement", "R": "response"}

ABOUT_THE_TEXT = {
    "000": "how many issues are listed",
    "008": "anchors and aliases, which are gone once the file is loaded",
    "025": "comments",
    "026": "comments",
    "027": "the size of the file",
}
"""Numbers of codes about form that no schema of the data can see, and what they are about."""
NOT_IN_JSON = {"q015-number": "`.nan` is no value of JSON, and no bound is above or below it"}
"""Cases no schema can see, with the reason."""


class Constructor(SafeConstructor):
    """Days stay texts: JSON has no days."""


Constructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def load(data: bytes) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = Constructor
    return _with_texts_as_keys(reader.load(BytesIO(data)))


def _with_texts_as_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _with_texts_as_keys(value) for key, value in data.items()}
    return [_with_texts_as_keys(value) for value in data] if isinstance(data, list) else data


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(FORMATS[kind]))


def problems(data: bytes, kind: str) -> list[str]:
    try:
        loaded = load(data)
    except (YAMLError, UnicodeDecodeError) as error:
        return [type(error).__name__]
    return [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(loaded)]


def yaml_files(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.y*ml"))


def kind_of(data: bytes) -> str:
    """What a valid file is, by its format."""
    return re.fullmatch(r"salesex/(\w+)/1", load(data)["format"])[1]  # type: ignore[index]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


VALID = yaml_files(
    CASES / "valid", ROOT / "questionnaires", ROOT / "examples", EXAMPLES / "base", *EXAMPLES.glob("*/right")
)


@pytest.mark.parametrize("path", VALID, ids=name_of)
def test_what_is_valid_is_accepted(path: Path) -> None:
    data = path.read_bytes()
    assert problems(data, kind_of(data)) == []


def documented() -> Iterator[tuple[str, bytes]]:
    for page in sorted(ROOT.glob("docs/*.md")):
        text = page.read_text(encoding="utf-8")
        for name, block in re.findall(r"^```yaml (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            if "format: salesex/" in block:
                yield f"{page.name}:{name}", block.encode()


@pytest.mark.parametrize("data", [data for _, data in documented()], ids=[name for name, _ in documented()])
def test_what_the_pages_show_is_accepted(data: bytes) -> None:
    assert problems(data, kind_of(data)) == []


def wrong_in_form() -> Iterator[tuple[str, str, Path]]:
    """Name, code and YAML file of every case with an error of form in that file."""
    for expected in sorted(CASES.glob("invalid/*/expected.txt")):
        for line in expected.read_text(encoding="utf-8").splitlines():
            code, file = line.split()[:2]
            yield expected.parent.name, code, expected.parent / file
    for place in sorted(EXAMPLES.glob("*/at.txt")):
        file = place.read_text(encoding="utf-8").strip().split(":")[0]
        yield place.parent.name, place.parent.name, place.parent / "wrong" / file


def is_form_of_yaml(code: str, path: Path) -> bool:
    return ENTRIES[code].layer == "form" and path.suffix in {".yaml", ".yml"}


WRONG = [case for case in wrong_in_form() if is_form_of_yaml(case[1], case[2])]
SEEN = [case for case in WRONG if case[1][1:] not in ABOUT_THE_TEXT and case[0] not in NOT_IN_JSON]


@pytest.mark.parametrize(("name", "code", "path"), SEEN, ids=[f"{name}-{code}" for name, code, _ in SEEN])
def test_what_is_wrong_in_form_is_rejected(name: str, code: str, path: Path) -> None:
    assert problems(path.read_bytes(), LETTERS[code[0]]) != []


def test_most_codes_about_form_can_be_seen() -> None:
    assert {code for _, code, _ in SEEN} >= {f"Q0{number:02}" for number in (11, 12, 13, 14, 16, 17, 28)}
    assert len(SEEN) > 25
    assert NOT_IN_JSON.keys() <= {name for name, _, _ in WRONG}


STARTS = {
    "profile": ("questionnaire", CASES / "valid" / "profile" / "own.yaml"),
    "roadmap": ("questionnaire", CASES / "valid" / "roadmap" / "steps.yaml"),
    "engagement": ("engagement", CASES / "valid" / "engagement" / "engagement.yaml"),
    "response": ("response", CASES / "valid" / "engagement" / "responses" / "b.yaml"),
}
VALUES = (
    None, True, False, 0, 1, -1, 2.5, 0.5, 101, 99999, "", " ", "text", "true", "False", "maybe", "0.5",
    "101", "-1", "1_0", "a b", "überall", "min", "self", "de", "2026-02-30", "02.11.2026", "#0b5d7a", [], {},
    ["a"], ["a", "a"], [1, 2], [{}], {"de": "ja"}, {"de": ""}, {"deutsch": "ja"}, {"id": "x", "text": "y"},
)  # fmt: skip
KEYS = ("id", "weight", "itmes", "x y", "1", "500", "de-CH", "format", "title", "Ä", "on", "true")


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every place in the data, as the thing it is in and its key or number there."""
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    below = [(data, key, value) for key, value in steps]
    found = [(data, key) for data, key, _ in below]
    for _, _, value in below:
        if isinstance(value, dict | list):
            found += places(value)
    return found


def new_value(draw: Any) -> Any:
    return copy.deepcopy(draw(st.sampled_from(VALUES)))


def mutate(data: Any, draw: Any) -> None:
    """Drop, rename, double or replace one thing."""
    inside, key = draw(st.sampled_from(places(data)))
    how = draw(st.sampled_from(["drop", "replace", "rename", "add", "double"]))
    if how == "drop":
        del inside[key]
    elif how == "replace":
        inside[key] = new_value(draw)
    elif isinstance(inside, list):
        inside.append(copy.deepcopy(inside[key]))
    else:
        name = draw(st.sampled_from(KEYS))
        assume(name not in inside and how != "double")
        inside[name] = inside.pop(key) if how == "rename" else new_value(draw)


def written(data: Any) -> str:
    """YAML in which every type is plain to see: JSON, with nothing for null."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(written(value) for value in data) + "]"
    return "" if data is None else json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("start", STARTS)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_the_schema_rejects_what_salesex_calls_wrong_in_form_and_nothing_else(
    start: str, data: st.DataObject
) -> None:
    kind, path = STARTS[start]
    content = load(path.read_bytes())
    if kind == "response":
        del content["date"]  # checked with those of tables, once the engagement is known
    for _ in range(data.draw(st.integers(1, 2))):
        mutate(content, data.draw)
    assume(
        content and not any(inside[key] is None for inside, key in places(content) if isinstance(key, int))
    )
    text = written(content)
    assert load(text.encode()) == content
    reader = Reader(parse(text.encode(), "own.yaml", kind[0].upper()))
    read_document(reader, FORMATS[kind])
    found = [f"{issue.code} {issue.path}" for issue in reader.issues]
    assert bool(found) == bool(problems(text.encode(), kind)), (text, found)
