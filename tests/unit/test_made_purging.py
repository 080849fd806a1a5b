"""Issues of deleting that no small file can have: a command makes them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from salesex import catalogue, pipeline
from salesex.errors import DataError

BASE = Path(catalogue.__file__).parent / "examples" / "base"
MADE = {"R134": "came.csv:1", "R137": "engagement.yaml"}
LOG = '{"format":"salesex/purged/1","date":"2026-11-20","kind":"expired","code":null}\n'


def test_a_row_without_answers(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    export = tmp_path / "came.csv"
    export.write_text("Nr;L1\n1;4\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        pipeline.codes_of_rows(tmp_path, export, [1], group="team")
    (issue,) = refused.value.issues
    assert (issue.code, f"{Path(issue.file).name}:{issue.line}") == ("R134", MADE["R134"])


@pytest.mark.parametrize(("last", "taken"), [("", False), ("2026-11-19", False), ("2026-11-30", True)])
def test_nothing_comes_in_after_everything_was_deleted(tmp_path: Path, last: str, taken: bool) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "purged.jsonl").write_text(LOG, encoding="utf-8")
    engagement = tmp_path / "engagement.yaml"
    if last:
        text = engagement.read_text(encoding="utf-8").replace(
            "privacy: {", f"privacy: {{keep_until: {last}, "
        )
        engagement.write_text(text, encoding="utf-8")
    came = tmp_path / "came.csv"
    came.write_text("Nr;L1\n1;4\n", encoding="utf-8")
    today = dt.date(2026, 11, 22)
    if taken:
        assert pipeline.collect(tmp_path, [came], group="team", today=today).files
        return
    with pytest.raises(DataError) as refused:
        pipeline.collect(tmp_path, [came], group="team", today=today)
    assert [(issue.code, Path(issue.file).name) for issue in refused.value.issues] == [("R137", MADE["R137"])]
