"""Whatever a file holds: issues, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesex.catalogue import tell
from salesex.errors import CannotRunError
from salesex.surveys.discovery import check

CASES = Path(__file__).parents[1] / "cases" / "valid"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("[mpr]*/*.y*ml"))]
PIECES = [
    "\t",
    "\r",
    "\x85",
    "\u2028",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "&a ",
    "*a ",
    "!x ",
    "? ",
    "|",
    ">",
    '"',
    "'",
    "#",
    "%",
    "\0",
    "<<: ",
    "99999999999999999999",
    "~",
    "\n",
    "  ",
]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(text=st.sampled_from(TEXTS), seed=st.integers(0, 2**32), count=st.integers(1, 4))
def test_mutated_questionnaires(tmp_path: Path, text: str, seed: int, count: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.choice([0, 0, 1, 3, 30]))
        text = text[:start] + chance.choice([*PIECES, ""]) + text[end:] or "x"
    path = tmp_path / "own.yaml"
    path.write_bytes(text.encode("utf-8"))
    for issue in check([path]).issues:
        assert issue.line is None or 1 <= issue.line <= len(text) + 1
        assert tell(issue).message.isprintable() and tell(issue).help.isprintable()


@QUICK
@given(
    data=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"respondent;group;L1\n"]),
)
@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "yaml"])
def test_random_bytes(acme: Path, ending: str, data: bytes, start: bytes) -> None:
    path = acme / "responses" / f"a.{ending}"
    path.write_bytes(start + data)
    reading = check([path])
    assert all(tell(issue).message.isprintable() for issue in reading.issues)


def test_random_engagements(acme: Path) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    for seed in range(150):
        chance = random.Random(seed)
        start = chance.randrange(len(text))
        changed = text[:start] + chance.choice(PIECES) + text[start + chance.choice([0, 1, 5]) :]
        (acme / "engagement.yaml").write_bytes(changed.encode("utf-8"))
        try:
            assert check([acme / "engagement.yaml"]).files
        except CannotRunError as error:
            pytest.fail(error.message)
