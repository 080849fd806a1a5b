"""Examples of issues that only forms that come back can have: each alone, at its place."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from salesex import catalogue, pipeline, writing
from salesex.catalogue import ENTRIES
from salesex.errors import DataError
from salesex.forms import readers
from salesex.model.form import FilledForm

BASE = Path(catalogue.__file__).parent / "examples" / "base"
TODAY = dt.date(2026, 11, 22)
LISTED = "group;code;made_on\nteam;KX4P7MW;2026-11-01\nservice;CCCCCCC;2026-11-01\n"
CAME = "format: salesex/response/1\nrespondent: P3\ngroup: team\nanswers: {L1: 4, L2: 2}\n"


def _form(**changes: object) -> FilledForm:
    """What a reader makes of a filled form, in place of one of the readers."""
    values: dict[str, object] = {
        "file": "came",
        "respondent": "P3",
        "group": "team",
        "questionnaire": "own",
        "version": "1.0.0",
        "mode": "self",
        "date": None,
        "answers": {"L1": "4"},
        "places": {"L1": "Antworten!D12"},
        "comments": {},
    }
    return FilledForm(**(values | changes))  # type: ignore[arg-type]


def _no_form(folder: Path) -> str:
    (folder / "came").write_bytes(b"%PDF-1.7\n1 0 obj <</Type;/Catalog>>")
    return "came"


def _elsewhere(folder: Path) -> FilledForm:
    return _form(questionnaire="sales-ex", answers={"SE-S01": "4"})


def _older(folder: Path) -> FilledForm:
    return _form(version="0.9.0")


def _changed(folder: Path) -> str:
    (folder / "came").write_text(CAME, encoding="utf-8")
    writing.write_all(pipeline.collect(folder, [folder / "came"], today=TODAY).files)
    (folder / "came").write_text(CAME.replace("L1: 4", "L1: 5"), encoding="utf-8")
    return "came:4:15"


def _changed_in_a_table(folder: Path) -> str:
    (folder / "came").write_text(CAME.replace("P3", "P1"), encoding="utf-8")
    return "came:4:22"


def _withdrawn(folder: Path) -> str:
    form = CAME.replace("/1\n", '/1\n# "own" "1.0.0" de\n')
    (folder / "came").write_text(form, encoding="utf-8")
    writing.write_all(pipeline.collect(folder, [folder / "came"], today=TODAY).files)
    (folder / "came").write_text(form.replace(", L2: 2", ""), encoding="utf-8")
    return "came:5:10"


def _not_listed(folder: Path) -> str:
    (folder / "private").mkdir()
    (folder / "private" / "codes.csv").write_text(LISTED, encoding="utf-8")
    (folder / "came").write_text(CAME, encoding="utf-8")
    return "came:2:13"


def _of_another_group(folder: Path) -> str:
    (folder / "private").mkdir()
    (folder / "private" / "codes.csv").write_text(LISTED, encoding="utf-8")
    (folder / "came").write_text(CAME.replace("P3", "CCCCCCC"), encoding="utf-8")
    return "came:2:13"


MADE: dict[str, Callable[[Path], str | FilledForm]] = {
    "R080": _no_form,
    "R081": _elsewhere,
    "R082": _older,
    "R083": _changed,
    "R084": _changed_in_a_table,
    "R085": _not_listed,
    "R086": _of_another_group,
    "R087": _withdrawn,
}


@pytest.mark.parametrize("code", MADE)
def test_exactly_this_issue_and_nothing_to_write(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    made = MADE[code](tmp_path)
    if isinstance(made, FilledForm):
        (tmp_path / "came").write_bytes(b"form")
        form = replace(made, file=str(tmp_path / "came"))
        monkeypatch.setattr(readers, "READERS", (lambda data, file: form if data == b"form" else None,))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(DataError) as caught:
        pipeline.collect(tmp_path, [tmp_path / "came"], replace=code == "R084", today=TODAY)
    (issue,) = caught.value.issues
    assert issue.code == code
    if isinstance(made, str):
        found = [Path(issue.file).name, *(str(part) for part in (issue.line, issue.column) if part)]
        assert ":".join(found) == made
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_no_comment_switches_them_off() -> None:
    assert [code for code in MADE if ENTRIES[code].can_be_switched_off] == []
