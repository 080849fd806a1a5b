"""Who was purged does not come back: not with another map, group, time zone, letter case or export."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ITEMS = [f"FS-{letter}{number}" for letter in "CPT" for number in range(1, 9)]
DRAW = random.Random(8)
PEOPLE = [[str(DRAW.randint(1, 5)) for _ in ITEMS] for _ in range(6)]
GROUP = ("--group", "customers")


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *rows])
    return path


def stored(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "responses").glob("*.yaml"))


def timed(hour: int = 9) -> list[list[str]]:
    return [[f"03.11.2026 {hour:02}:1{at}:32", *said, f"Text {at}"] for at, said in enumerate(PEOPLE)]


def column(folder: Path, target: str) -> None:
    (folder / "maps").mkdir(exist_ok=True)
    own = f"format: salesex/map/1\ncolumns: {{Sonst noch?: {target}}}\n"
    (folder / "maps" / "google-forms.yaml").write_text(own, encoding="utf-8")


@pytest.fixture
def purged(acme: Path, salesex: Any, tmp_path: Path) -> Path:
    """An engagement with five of six people of a form without codes; the second was deleted by her row."""
    column(acme, "ignore")
    path = write(tmp_path / "umfrage.csv", ["Zeitstempel", *ITEMS, "Sonst noch?"], timed())
    assert salesex("collect", acme, path, *GROUP).code == 0
    assert salesex("privacy", "purge", acme, "--export", path, "--row", 3, "--yes").code == 0
    assert len(stored(acme)) == 5
    return path


def test_not_with_another_map(acme: Path, purged: Path, salesex: Any) -> None:
    column(acme, "comment")
    ran = salesex("collect", acme, purged, *GROUP, "--replace")
    assert (ran.code, len(stored(acme))) == (0, 5)
    assert "warning[R112]" in ran.err
    assert not any(
        "Text 1" in path.read_text(encoding="utf-8") for path in (acme / "responses").glob("*.yaml")
    )


def test_not_with_another_group(acme: Path, purged: Path, salesex: Any) -> None:
    assert salesex("collect", acme, purged, "--group", "service", "--replace").code == 0
    assert len(stored(acme)) == 5


def test_not_from_another_time_zone(acme: Path, purged: Path, salesex: Any, tmp_path: Path) -> None:
    later = write(tmp_path / "spaeter.csv", ["Zeitstempel", *ITEMS, "Sonst noch?"], timed(hour=8))
    assert salesex("collect", acme, later, *GROUP, "--replace").code == 0
    assert len(stored(acme)) == 5


def test_not_after_an_answer_was_edited(acme: Path, purged: Path, salesex: Any, tmp_path: Path) -> None:
    rows = timed()
    rows[1][0], rows[1][3] = "09.11.2026 17:40:02", str(6 - int(rows[1][3]) if rows[1][3] != "3" else 1)
    later = write(tmp_path / "spaeter.csv", ["Zeitstempel", *ITEMS, "Sonst noch?"], rows)
    ran = salesex("collect", acme, later, *GROUP)
    assert (ran.code, len(stored(acme))) == (0, 5)
    assert "R112" in ran.err


def test_others_of_a_later_export_come_in(acme: Path, purged: Path, salesex: Any, tmp_path: Path) -> None:
    new = ["04.11.2026 09:15:32", *(str(5 - at % 5) for at in range(24)), ""]
    later = write(tmp_path / "spaeter.csv", ["Zeitstempel", *ITEMS, "Sonst noch?"], [*timed(), new])
    assert salesex("collect", acme, later, *GROUP).code == 0
    assert len(stored(acme)) == 6


def test_a_list_with_numbers_for_another_group(acme: Path, salesex: Any, tmp_path: Path) -> None:
    rows = [[str(at + 1), *said[:9]] for at, said in enumerate(PEOPLE)]
    path = write(tmp_path / "liste.csv", ["Nr", *ITEMS[:9]], rows)
    assert salesex("collect", acme, path, *GROUP).code == 0
    assert salesex("privacy", "purge", acme, "--export", path, "--row", 3, "--yes").code == 0
    assert salesex("collect", acme, path, "--group", "service", "--replace").code == 0
    assert len(stored(acme)) == 5


def test_a_code_in_small_letters_is_the_same(acme: Path, salesex: Any, tmp_path: Path) -> None:
    def table(code: str) -> Path:
        rows = [[one, *said] for one, said in zip([code, "KC3FGHJ"], PEOPLE, strict=False)]
        return write(tmp_path / f"{code}.csv", ["Token", *ITEMS], rows)

    assert salesex("collect", acme, table("KX4P7MW"), *GROUP).code == 0
    assert salesex("privacy", "purge", acme, "--code", "KX4P7MW", "--yes").code == 0
    others = [[str(6 - int(value)) for value in said] for said in PEOPLE]
    now = [["kx4p7mw", *others[0]], ["KC3FGHJ", *PEOPLE[1]]]
    ran = salesex("collect", acme, write(tmp_path / "neu.csv", ["Token", *ITEMS], now), *GROUP)
    assert (ran.code, stored(acme)) == (0, ["KC3FGHJ-fremdbild-selbstbild.yaml"]), ran.err


def test_the_marks_move_from_the_origins_to_the_log(acme: Path, purged: Path) -> None:
    origins = json.loads((acme / "private" / "origins.json").read_text(encoding="utf-8"))
    (line,) = (acme / "private" / "purged.jsonl").read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert len(origins["marks"]) == 5
    assert entry["code"] not in origins["marks"]
    assert entry["marks"]
    assert not set(entry["marks"]) & {mark for marks in origins["marks"].values() for mark in marks}
