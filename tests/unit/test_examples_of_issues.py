"""Every folder of catalogue/examples: the wrong files have exactly that issue at that place, the right none.

A folder lays its files over those of `base`, an engagement without an issue; of a questionnaire only
the file itself is checked. `at.txt` names the place as file:line:column; where an issue cannot come
alone (a comment that may not switch off another one), the others follow with their codes.
"""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any

import pytest

from salesex import catalogue
from salesex.catalogue import tell
from salesex.surveys.discovery import check

EXAMPLES = Path(catalogue.__file__).parent / "examples"
CODES = sorted(path.name for path in EXAMPLES.iterdir() if path.name != "base")
NEVER_ALONE = {"Q026", "E026", "R026"}
LONGEST = 35
"""Lines of an example that a person reads with pleasure."""


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_has_exactly_its_issue(code: str, tmp_path: Path) -> None:
    first, *others = (EXAMPLES / code / "at.txt").read_text(encoding="utf-8").splitlines()
    assert bool(others) == (code in NEVER_ALONE)
    assert sorted(_check(code, "wrong", tmp_path)) == sorted([f"{code} {first}", *others])


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_has_none(code: str, tmp_path: Path) -> None:
    assert _check(code, "right", tmp_path) == []


@pytest.mark.parametrize("code", CODES)
def test_examples_are_short(code: str) -> None:
    wrong, right = _files(code, "wrong"), _files(code, "right")
    assert wrong and right
    for path in wrong + right:
        assert len(path.read_bytes().splitlines()) <= LONGEST


def test_the_base_has_none(tmp_path: Path) -> None:
    assert _check("base", ".", tmp_path) == []


def test_every_code_has_an_example_or_is_made_by_a_test() -> None:
    """What cannot be a small readable file is made by the tests named test_made_*.py."""
    made = {code for path in Path(__file__).parent.glob("test_made_*.py") for code in _codes_made(path)}
    assert set(catalogue.ENTRIES) - made - set(CODES) == set()
    assert made | set(CODES) <= set(catalogue.ENTRIES)


def _codes_made(path: Path) -> set[str]:
    """Keys of the dicts of a test module that map codes of the catalogue to what makes them."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tables: list[Any] = [value for value in vars(module).values() if isinstance(value, dict)]
    return {code for table in tables for code in table if code in catalogue.ENTRIES}


def _files(code: str, which: str) -> list[Path]:
    return [path for path in (EXAMPLES / code / which).rglob("*") if path.is_file()]


def _check(code: str, which: str, folder: Path) -> list[str]:
    """Codes with their places, as in `at.txt`."""
    alone = code.startswith("Q")
    if not alone:
        shutil.copytree(EXAMPLES / "base", folder, dirs_exist_ok=True)
    shutil.copytree(EXAMPLES / code / which, folder, dirs_exist_ok=True)
    found = []
    for issue in check([folder / "own.yaml" if alone else folder]).issues:
        place = [Path(issue.file).relative_to(folder).as_posix()]
        place += [str(part) for part in (issue.line, issue.column) if part is not None]
        found.append(f"{issue.code} {':'.join(place)}")
        assert tell(issue, "de") != tell(issue, "en")
    return found
