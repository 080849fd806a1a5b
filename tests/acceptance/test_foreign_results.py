"""A results.json from elsewhere: later, cut short or edited; a report is made or refused, never a bug."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

MUTATIONS = 25


@pytest.fixture(scope="module")
def stored(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its results and without its sources."""
    from salesex import pipeline, store

    folder = tmp_path_factory.mktemp("foreign") / "example"
    example = shutil.copytree(root / "examples" / "muster-maschinenbau", folder / "sources")
    store.write_results(folder, pipeline.assess(example).results)
    shutil.rmtree(example)
    return folder


@pytest.fixture
def report(salesex, stored: Path):
    """Change the content of results.json, make the HTML report, put the former content back."""
    path = stored / "results" / "results.json"
    former = path.read_bytes()

    def run(change):
        content = json.loads(former)
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")
        return salesex("report", stored, "--format", "html")

    yield run
    path.write_bytes(former)


def profile(content: Any) -> Any:
    return content["questionnaires"]["sales-ex"]


def later_finding(content: Any) -> None:
    finding = dict(profile(content)["findings"][0], code="F-LATER", rank=0)
    profile(content)["findings"].insert(0, finding)


def test_a_finding_of_a_later_version_is_skipped(report, stored: Path) -> None:
    assert report(lambda content: None).code == 0
    (page,) = (stored / "reports").iterdir()
    before = page.read_bytes()
    page.unlink()
    assert report(later_finding).code == 0
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c["engagement"].update(date="02.11.2026"), "it does not know the date '02.11.2026'"),
        (lambda c: c["engagement"]["report"].update(colour="red"), "it does not know the colour 'red'"),
        (lambda c: c["engagement"]["groups"].pop(), "it does not know the group 'customers'"),
        (lambda c: c.update(questionnaires={}), "it lacks questionnaires"),
        (lambda c: profile(c).pop("scores"), "it lacks scores of sales-ex"),
        (
            lambda c: profile(c)["definition"].update(dimensions=[]),
            "it lacks dimensions or stages of sales-ex",
        ),
        (lambda c: profile(c)["definition"].pop("types"), "it does not know the type "),
        (lambda c: profile(c)["scores"][1].update(level="dimension", id="luck"), "the dimension 'luck'"),
        (lambda c: profile(c)["findings"][0].update(actions=["X1"]), "it does not know the item 'X1'"),
        (lambda c: profile(c)["reliability"][0].update(id="luck"), "the section 'luck'"),
        (lambda c: profile(c)["agreement"][1]["split_items"][0].update(id="X1"), "the item 'X1'"),
        (lambda c: profile(c)["missing"][0].update(hidden_items=["X1"]), "the item 'X1'"),
        (lambda c: profile(c)["missing"][3].update(scope_id="moon"), "the group 'moon'"),
        (lambda c: profile(c)["influence"][0].update(without="moon"), "the group 'moon'"),
        (lambda c: profile(c)["influence"][0].update(type="moon"), "the type 'moon'"),
        (lambda c: profile(c)["blocks"][0].update(frozen="2.11."), "it does not know the date '2.11.'"),
    ],
)
def test_what_does_not_fit_together_exits_3(report, change, said: str) -> None:
    ran = report(change)
    assert (ran.code, ran.out) == (3, "")
    assert "results.json is not complete: " in ran.err
    assert said in ran.err
    assert "Run `salesex assess` again." in ran.err


def places(value: Any, path: tuple[str, ...], found: dict[Any, list[tuple[Any, Any]]]) -> dict[Any, Any]:
    """Every key of the file by what it is: rows of a list count as one, however many they are."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in pairs:
        below = (*path, "*" if isinstance(value, list) else key)
        found.setdefault(below, []).append((value, key))
        places(entry, below, found)
    return found


def mutate(content: Any, draw: random.Random) -> None:
    """Delete a value, or replace it; mostly by one of its kind, as others are told by their kind."""
    by_path = places(content, (), {})
    parent, key = draw.choice(by_path[draw.choice(list(by_path))])
    value = parent[key]
    if draw.random() < 0.25:
        del parent[key]
    elif draw.random() < 0.2:
        parent[key] = draw.choice([None, "", "x", 0, 3.5, True, [], {}, ["x"], {"x": "y"}])
    elif isinstance(value, str):
        parent[key] = draw.choice(["", "x", "0", "2026-13-01"])
    elif isinstance(value, list):
        parent[key] = draw.choice([[], value[:1], value[1:]])
    elif isinstance(value, dict):
        parent[key] = {}
    else:
        parent[key] = draw.choice([0, -1, 1, 7, 10**9, "x"])


@pytest.mark.long
def test_random_changes_are_reported_or_refused(report) -> None:
    codes: Counter[int] = Counter()
    bugs = {}
    for seed in range(MUTATIONS):
        ran = report(lambda content, seed=seed: mutate(content, random.Random(seed)))
        codes[ran.code] += 1
        if ran.code not in {0, 1, 3}:
            bugs[seed] = ran.err
    assert bugs == {}
    assert min(codes[0], codes[3]) > MUTATIONS / 5, codes
