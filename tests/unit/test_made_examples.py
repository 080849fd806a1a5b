"""Examples of issues about answers that cannot be a small readable file, or not lie in an engagement.

Every builder changes a folder that has no issue (`base` of catalogue/examples) so that it has exactly
the issue at the place it returns.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from salesex import catalogue
from salesex.surveys.collected import MANY
from salesex.surveys.discovery import check
from salesex.surveys.tables.tables import MAX_MEGABYTES, OLE_START

BASE = Path(catalogue.__file__).parent / "examples" / "base"


def _many_comments(folder: Path) -> str:
    """Rows that comment and do not answer, in a file without answers."""
    rows = "".join(f"Q{number};team;;so\n" for number in range(MANY + 9))
    text = f"respondent;group;L1;comment\n{rows}"
    (folder / "responses" / "b.csv").write_text(text, encoding="utf-8")
    return f"responses/b.csv:{MANY + 1}:1"


def _too_large(folder: Path) -> str:
    with (folder / "responses" / "b.csv").open("wb") as file:
        file.write(b"respondent;group;L1\nP3;team;4\n")
        file.truncate((MAX_MEGABYTES + 1) * 1_000_000)
    return "responses/b.csv"


def _elsewhere(folder: Path) -> str:
    """Answers beside the folder `responses`, named by themselves."""
    (folder / "responses" / "a.csv").rename(folder / "a.csv")
    return "a.csv"


def _encrypted(folder: Path) -> str:
    (folder / "responses" / "b.xlsx").write_bytes(OLE_START + b"\xa1\xb1\x1a\xe1" + bytes(504))
    return "responses/b.xlsx"


def _unpacks_to_much(folder: Path) -> str:
    path = folder / "responses" / "b.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(260):
            part.write(bytes(1_000_000))
    return "responses/b.xlsx"


def _none(folder: Path) -> str:
    (folder / "responses" / "a.csv").unlink()
    return "responses"


MADE: dict[str, Callable[[Path], str]] = {
    "R000": _many_comments,
    "R027": _too_large,
    "R031": _elsewhere,
    "R035": _encrypted,
    "R036": _unpacks_to_much,
    "R069": _none,
}
COME_ALONG = {"R000": ["R053"] * (MANY - 1) + ["R068"]}


@pytest.mark.parametrize("code", MADE)
def test_exactly_this_issue_at_this_place(code: str, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    place = MADE[code](tmp_path)
    issues = check([tmp_path / place if code == "R031" else tmp_path]).issues
    (issue,) = (issue for issue in issues if issue.code == code)
    found = [Path(issue.file).relative_to(tmp_path).as_posix()]
    found += [str(part) for part in (issue.line, issue.column) if part is not None]
    assert ":".join(found) == place
    others = sorted(issue.code for issue in issues if issue.code != code)
    assert others == COME_ALONG.get(code, [])
