"""Issues of deleting that no small file can have: a command makes them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from salesex import catalogue, pipeline
from salesex.errors import DataError

BASE = Path(catalogue.__file__).parent / "examples" / "base"
MADE = {"R134": (1, "came.csv:1")}


@pytest.mark.parametrize("code", MADE)
def test_exactly_this_issue_at_its_place(code: str, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    export = tmp_path / "came.csv"
    export.write_text("Nr;L1\n1;4\n", encoding="utf-8")
    row, place = MADE[code]
    with pytest.raises(DataError) as refused:
        pipeline.codes_of_rows(tmp_path, export, [row], group="team")
    (issue,) = refused.value.issues
    assert (issue.code, f"{Path(issue.file).name}:{issue.line}") == (code, place)
