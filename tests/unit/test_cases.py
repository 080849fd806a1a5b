"""Every folder of tests/cases: what is valid has no issue, what is not has exactly the expected ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.surveys.discovery import check

CASES = Path(__file__).parent.parent / "cases"
VALID = sorted(path for path in (CASES / "valid").iterdir())
INVALID = sorted(path for path in (CASES / "invalid").iterdir())


@pytest.mark.parametrize("folder", VALID, ids=lambda path: path.name)
def test_valid(folder: Path) -> None:
    assert [issue for issue in check([folder]).issues if issue.severity != "info"] == []


@pytest.mark.parametrize("folder", INVALID, ids=lambda path: path.name)
def test_invalid(folder: Path) -> None:
    found = []
    for issue in check(sorted(folder.glob("own.yaml")) if _alone(folder) else [folder]).issues:
        place = [str(part) for part in (issue.line, issue.column) if part is not None]
        name = Path(issue.file).relative_to(folder).as_posix()
        found.append(" ".join([issue.code, name, *([":".join(place)] if place else [])]))
        assert tell(issue).message and tell(issue).help
    assert sorted(found) == sorted((folder / "expected.txt").read_text(encoding="utf-8").split("\n")[:-1])


def _alone(folder: Path) -> bool:
    return not (folder / "engagement.yaml").exists()
