"""Examples of issues that only exports of survey tools can have: each alone, at its place."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from salesex import catalogue, pipeline
from salesex.catalogue import ENTRIES, tell
from salesex.errors import DataError

BASE = Path(catalogue.__file__).parent / "examples" / "base"
TODAY = dt.date(2026, 11, 22)
TEAM = {"group": "team"}
MADE: dict[str, tuple[str, str, dict[str, str], str]] = {
    "R090": ("Nr;L1;Alter\n1;4;51\n", "", TEAM, "came:1:3"),
    "R091": ("Nr;L1;Ziele sind klar.\n1;4;4\n", "", TEAM, "came:1:3"),
    "R092": ("Nr;L1\n1;eher ja\n2;eher ja\n", "", TEAM, "came:2:2"),
    "R093": ("Nr;L1\n1;4\n", "", {}, "came:2"),
    "R094": ("Nr;L1;Gruppe\n1;4;Innen\n", "", {}, "came:2:3"),
    "R095": ("Nr;L1\n1;4\n", "columns: {Frage: L2}", TEAM, "came.yaml:2:11"),
    "R096": ("Nr;L1\n1;4\n", 'columns: {Frage: ""}', TEAM, "came.yaml:2:11"),
    "R097": ("Nr;L1\n1;4\n", "columns: {Frage: L9}", TEAM, "came.yaml:2:18"),
    "R098": ("Nr;L1\n1;4\n", "columns: {}\nlabels: {ja: 6}", TEAM, "came.yaml:3:14"),
    "R099": ("Code;L1\nP1;4\nP1;5\n", "", TEAM, "came:3"),
    "R100": ("Code;L1\nP1;4\nP1;4\n", "", TEAM, "came:3"),
    "R101": ("Nr;L1 Chefs hören zu.\n1;4\n", "", TEAM, "came:1:2"),
    "R102": ("Nr;L1;Gruppe\n1;4;Service\n", "", TEAM, "came:2:3"),
    "R103": ("Nr;Frage\n1;4\n", "", TEAM, "came:1"),
    "R104": ("L1;L2\n4;4\n4;4\n", "", TEAM, "came:3"),
    "R106": ("Nr;L1 Wie alt sind Sie heute?\n1;4\n", "", TEAM, "came:1:2"),
    "R105": ("Nr;L1\n1;4\n", "source: limesurvey\ncolumns: {}", TEAM, "came.yaml"),
    "R140": ("Nr;Chefs hören zu.\n1;4\n", "columns: {Chefs hören zu: L1}", TEAM, "came.yaml:2:11"),
    "R141": (
        "Nr;L1\n1;A1\n",
        "columns: {}\nlabels: {A1: 2, A2: 3, A3: 4, A4: 5}",
        TEAM,
        "came.yaml:3:10",
    ),
    "R142": ("Nr;Ziele sind klar. (1 = sehr, 6 = gar nicht)\n1;4\n", "", TEAM, "came:1:2"),
    "R145": (
        "Nr;Warum?\n1;4\n",
        'columns: {"Warum?": L1, "Warum? (2)": L2}',
        TEAM,
        "came.yaml:2:25",
    ),
}


def test_every_code_of_exports_is_made() -> None:
    assert set(MADE) == {code for code in ENTRIES if "R090" <= code < "R110"} | {
        "R140",
        "R141",
        "R142",
        "R145",
    }
    assert [code for code in MADE if ENTRIES[code].can_be_switched_off] == []


@pytest.mark.parametrize("code", MADE)
def test_exactly_this_issue_at_its_place(code: str, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "responses" / "a.csv").unlink()
    text, own, options, place = MADE[code]
    (tmp_path / "came").write_text(text, encoding="utf-8")
    if own:
        (tmp_path / "maps").mkdir()
        (tmp_path / "maps" / "came.yaml").write_text(f"format: salesex/map/1\n{own}\n", encoding="utf-8")
    try:
        found = pipeline.collect(tmp_path, [tmp_path / "came"], today=TODAY, **options)  # type: ignore[arg-type]
        issues = found.issues
        assert ENTRIES[code].severity != "error" and found.files
    except DataError as error:
        issues = error.issues
        assert ENTRIES[code].severity == "error"
    (issue,) = issues
    assert issue.code == code
    parts = [Path(issue.file).name, *(str(part) for part in (issue.line, issue.column) if part)]
    assert ":".join(parts) == place
    for language in ("de", "en"):
        told = tell(issue, language)
        assert "{" not in told.message + told.help and told.help


def test_what_one_person_wrote_is_not_told(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "came").write_text("Nr;L1\n1;Der Chef ist unfair zu allen\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        pipeline.collect(tmp_path, [tmp_path / "came"], group="team", today=TODAY)
    told = tell(caught.value.issues[0], "de")
    assert "Chef" not in told.message + told.help and "28 Zeichen" in told.message
