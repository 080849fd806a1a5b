"""`explain` of numbers that stay as they were reported: from the answers of then, with their date."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from salesex import pipeline, store, writing
from salesex.model.derivation import Derivation, Ref
from salesex.pipeline.ledger import release, renewed
from salesex.surveys.shipped import example_folder

DAY = dt.date(2026, 11, 20)


def assessed(folder: Path) -> None:
    found = pipeline.assess(folder)
    data = store.results_json(found.results)
    ledger = renewed(found.ledger, found.shown, data)
    writing.write_all(
        store.results_files(folder, found.results) | {store.ledger_path(folder): store.ledger_json(ledger)}
    )


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, reported; then one more person of the sales team answers."""
    folder = tmp_path_factory.mktemp("late") / "muster"
    made = shutil.ignore_patterns("private", "results", "reports")  # `make demo` leaves them there
    shutil.copytree(example_folder(), folder, ignore=made)
    assessed(folder)
    files, _ = release(folder, DAY)
    writing.write_all(files)
    answers = folder / "responses" / "vertrieb.csv"
    rows = answers.read_bytes().splitlines(keepends=True)
    answers.write_bytes(b"".join(rows) + b"NEW1" + rows[1][rows[1].index(b";") :])
    assessed(folder)
    return folder


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("sales-ex.strategy@sales-team", "frozen"),
        pytest.param("sales-ex.SE-S01@sales-team", "frozen", marks=pytest.mark.long),
        ("sales-ex.type@sales-team", "frozen"),
        pytest.param("sales-ex.agreement.strategy@sales-team", "frozen", marks=pytest.mark.long),
        ("sales-ex.strategy", "frozen_group"),
        pytest.param("sales-ex.overall@self", "frozen_group", marks=pytest.mark.long),
        ("sales-ex.type", "frozen_group"),
        ("sales-ex.gap.strategy", "frozen_group"),
        pytest.param("sales-ex.gap.strategy@management/sales-team", "frozen_group", marks=pytest.mark.long),
        ("sales-ex.reliability.strategy", "frozen_group"),
        pytest.param("sales-ex.missing.strategy", "frozen_group", marks=pytest.mark.long),
        pytest.param("sales-ex.influence.strategy@service", "frozen_group", marks=pytest.mark.long),
        ("omnichannel-roadmap.stage", "frozen_group"),
        pytest.param("omnichannel-roadmap.start", "frozen_group", marks=pytest.mark.long),
        pytest.param("omnichannel-roadmap.light.insight", "frozen_group", marks=pytest.mark.long),
    ],
)
def test_a_kept_number_comes_out_again_and_says_its_date(late: Path, key: str, code: str) -> None:
    found = pipeline.explain(late, key).found
    assert isinstance(found, Derivation)
    (note,) = found.steps[-1].notes
    whose = {"scope": Ref("scope", "sales-team")} if code == "frozen_group" else {}
    assert (note.code, note.values) == (code, whose | {"date": DAY.isoformat()})


@pytest.mark.parametrize(
    "key", ["sales-ex.type@service", "sales-ex.strategy@external", "sales-ex.strategy@service"]
)
def test_what_does_not_rest_on_it_has_no_date(late: Path, key: str) -> None:
    found = pipeline.explain(late, key).found
    assert isinstance(found, Derivation)
    assert all(step.code != "kept" for step in found.steps)
