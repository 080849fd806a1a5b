"""Who the people of exports are: nobody twice, nobody lost, nobody taken for another."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesex import catalogue, pipeline, writing
from salesex.errors import CannotRunError, DataError
from salesex.exports.identity import Identities
from salesex.model.codes import is_made
from salesex.pipeline import Collection
from salesex.store import read_origins

TODAY = dt.date(2026, 11, 22)
BASE = Path(catalogue.__file__).parent / "examples" / "base"
ITEMS = tuple(f"W{number}" for number in range(1, 11))
HEAD = ";".join(ITEMS)
SAID = ("1;2;3;4;5;4;3;2;1;2", "5;4;3;2;1;2;3;4;5;4", "2;2;4;4;1;1;5;5;3;3", "4;1;4;1;4;1;4;1;4;1")


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """An engagement that asks the group team ten items and three others."""
    folder = tmp_path / "acme"
    shutil.copytree(BASE, folder)
    (folder / "responses" / "a.csv").unlink()
    items = "\n".join(f"      - {{id: {item}, text: Aussage {item} stimmt.}}" for item in ITEMS)
    text = (folder / "own.yaml").read_text(encoding="utf-8")
    wide = (
        text[: text.index("      - {id: L1")].replace("id: own", "id: wide").replace("id: lead", "id: many")
    )
    (folder / "wide.yaml").write_text(f"{wide}{items}\n", encoding="utf-8")
    path = folder / "engagement.yaml"
    text = path.read_text(encoding="utf-8").replace("[./own.yaml]", "[./own.yaml, ./wide.yaml]")
    path.write_text(text, encoding="utf-8")
    return folder


def came(folder: Path, head: str, rows: Iterable[str], name: str = "x.csv") -> Path:
    path = folder.parent / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def kept(folder: Path, text: str, name: str = "x") -> Path:
    path = folder / "maps" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"format: salesex/map/1\n{text}", encoding="utf-8")
    return path


def take(folder: Path, *files: Path, **options: object) -> Collection:
    found = pipeline.collect(folder, files, today=TODAY, **({"group": "team"} | options))  # type: ignore[arg-type]
    writing.write_all(found.files, found.gone)
    return found


def codes(found: Collection) -> list[str]:
    return [issue.code for issue in found.issues]


def refused(folder: Path, *files: Path, **options: object) -> list[str]:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(DataError) as caught:
        take(folder, *files, **options)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return [issue.code for issue in caught.value.issues if issue.severity == "error"]


def people(folder: Path) -> dict[str, str]:
    """What is stored, by code; a person with two questionnaires has both."""
    found: dict[str, str] = {}
    for path in sorted((folder / "responses").iterdir()):
        lines = path.read_text(encoding="utf-8").split("\n")
        code = lines[1].partition(" ")[2].strip('"')
        found[code] = f"{found.get(code, '')} {' '.join(' '.join(lines[2:]).split())}".strip()
    return found


def timed(*times: str) -> list[str]:
    return [f"{number};{time};{SAID[number - 1]}" for number, time in enumerate(times, 1)]


def test_codes_are_made_anew_for_every_engagement_and_stay_there(acme: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(acme, other)
    export = came(acme, f"Nr;{HEAD}", [f"1;{SAID[0]}"])
    for folder in (acme, other):
        take(folder, export)
    assert all(map(is_made, people(acme))) and people(acme).keys() != people(other).keys()
    assert list(people(acme).values()) == list(people(other).values())
    (outcome,) = take(acme, came(acme, f"ID;{HEAD}", [f"1;{SAID[0]}"])).outcomes
    assert (outcome.new, outcome.unchanged) == (0, 10)


def test_another_group_takes_everything_along(acme: Path) -> None:
    export = came(acme, f"Nr;Datum;{HEAD}", timed("2026-11-03 10:00", "2026-11-03 10:05"))
    take(acme, export, group="service")
    assert refused(acme, export, group="team") == ["R123"]
    found = take(acme, export, group="team", replace=True)
    assert len(found.outcomes[0].people) == 2
    assert [text.split(" mode")[0] for text in people(acme).values()] == ['group: "team"'] * 2
    assert len(read_origins(acme).sources) == 1


def test_another_group_without_a_time_leaves_nothing_behind(acme: Path) -> None:
    export = came(acme, f"Nr;{HEAD}", [f"1;{SAID[0]}", f"2;{SAID[1]}"])
    take(acme, export, group="service")
    before = people(acme)
    found = take(acme, export, group="team", replace=True)
    assert {path.name.partition("-")[0] for path in found.gone} == before.keys()
    assert len(people(acme)) == 2 and not people(acme).keys() & before.keys()
    assert read_origins(acme).responses.keys() == {path.name for path in (acme / "responses").iterdir()}


def test_another_map_reads_a_file_anew(acme: Path) -> None:
    export = came(acme, "Frage;L1;L2", ["4;5;1", "3;2;1"])
    kept(acme, "columns: {Frage: ignore}\n")
    take(acme, export)
    kept(acme, "columns: {Frage: L3}\n")
    assert refused(acme, export) == ["R123"]
    take(acme, export, replace=True)
    assert sorted(text.partition("answers: ")[2] for text in people(acme).values()) == [
        "L1: 2 L2: 1 L3: 3",
        "L1: 5 L2: 1 L3: 4",
    ]


def test_what_another_file_brought_stays(acme: Path) -> None:
    first = came(acme, "Nr;Datum;L1;L2", ["1;2026-11-03 10:00;4;5"])
    second = came(acme, "Nr;Datum;L3", ["1;2026-11-03 10:00;1"], "y.csv")
    take(acme, first, second)
    kept(acme, "columns: {L1: ignore}\n")
    take(acme, first, replace=True)
    assert [text.partition("answers: ")[2] for text in people(acme).values()] == ["L2: 5 L3: 1"]


def test_times_of_another_zone_double_nobody(acme: Path) -> None:
    take(acme, came(acme, f"Nr;Datum;{HEAD}", timed("2026-11-03 10:00", "2026-11-03 10:05")))
    later = timed("2026-11-03 09:00", "2026-11-03 09:05", "2026-11-03 09:30")
    export = came(acme, f"Nr;Datum;{HEAD}", later, "later.csv")
    assert refused(acme, export) == ["R124"]
    found = take(acme, export, replace=True)
    assert len(people(acme)) == 3 and len(found.gone) == 2
    assert [each.withdrawn for each in found.replaced] == [True, True]


def test_another_map_for_a_later_export_doubles_nobody(acme: Path) -> None:
    rows = [f"{4 - at};{said}" for at, said in enumerate(SAID[:2])]
    kept(acme, "columns: {Frage: ignore}\n")
    take(acme, came(acme, f"Frage;{HEAD}", rows))
    kept(acme, "columns: {Frage: L3}\n", "later")
    assert refused(acme, came(acme, f"Frage;{HEAD}", [*rows, f"1;{SAID[2]}"], "later.csv")) == ["R124"]


def test_two_downloads_in_one_command_double_nobody(acme: Path) -> None:
    files = [
        came(acme, f"Nr;Datum;{HEAD}", timed(f"2026-11-03 {hour}:00", f"2026-11-03 {hour}:05"), f"{hour}.csv")
        for hour in ("09", "10")
    ]
    assert refused(acme, *files) == ["R124"]
    assert refused(acme, *files, replace=True) == ["R124"]


def test_somebody_who_answers_twice_is_told(acme: Path) -> None:
    take(acme, came(acme, f"Nr;Datum;{HEAD}", timed("2026-11-03 10:00")))
    rows = [f"{number};2026-11-04 1{number}:00;{said}" for number, said in enumerate(SAID, 1)]
    found = take(acme, came(acme, f"Nr;Datum;{HEAD}", rows, "later.csv"))
    assert codes(found) == ["R125"] and len(people(acme)) == 5


@pytest.mark.parametrize("said", ["3;3;3;3;3;3;3;3;3;3", "1;2;3;4;5;4;3;;;"])
def test_who_ticks_the_middle_or_little_is_nobody_else(acme: Path, said: str) -> None:
    take(acme, came(acme, f"Nr;Datum;{HEAD}", [f"{at};2026-11-03 10:0{at};{said}" for at in (1, 2)]))
    rows = [f"{at};2026-11-04 10:0{at};{said}" for at in (1, 2)]
    found = take(acme, came(acme, f"Nr;Datum;{HEAD}", rows, "y.csv"))
    assert codes(found) == [] and len(people(acme)) == 4


def test_numbers_of_two_lists_are_not_the_same_people(acme: Path) -> None:
    one = came(acme, "Nr;L1;L2", ["1;4;5", "2;1;2"])
    two = came(acme, "Nr;W1;W2", ["1;4;5", "2;1;2"], "y.csv")
    take(acme, one, two)
    assert len(people(acme)) == 4


def test_anonymous_surveys_are_told_apart_by_what_the_tool_drew(acme: Path) -> None:
    head = "id;submitdate;lastpage;startlanguage;seed;L1"
    rows = [f"{number};1980-01-01 00:00:00;1;de;{{}};4" for number in (1, 2)]
    one = came(acme, head, [row.format(number) for number, row in enumerate(rows, 1_000)])
    two = came(acme, head, [row.format(number) for number, row in enumerate(rows, 2_000)], "y.csv")
    take(acme, one)
    take(acme, two)
    assert len(people(acme)) == 4


def test_parts_of_a_list_without_anything_cannot_be_told(acme: Path) -> None:
    parts = [
        came(acme, "L1;L2", rows, f"{at}.csv") for at, rows in enumerate([["4;4", "1;2"], ["4;4", "2;1"]])
    ]
    assert refused(acme, *parts) == ["R122"]
    take(acme, parts[0])
    assert refused(acme, parts[1]) == ["R122"]


def test_a_later_list_without_anything_has_the_same_people(acme: Path) -> None:
    first = came(acme, "L1;L2", ["4;4", "1;2"], "a.csv")
    later = came(acme, "L1;L2", ["4;4", "5;5", "1;2", "4;4"], "b.csv")
    take(acme, first)
    found = take(acme, later)
    assert sorted(codes(found)) == ["R104", "R121"] and len(people(acme)) == 4
    (told,) = (catalogue.tell(issue, "de").message for issue in found.issues if issue.code == "R121")
    assert told.endswith("(2-mal)") and "einer früher aufgenommenen Datei" in told


def test_a_copy_of_a_list_has_the_same_people(acme: Path) -> None:
    files = [came(acme, "L1;L2", ["4;4", "1;2"], name) for name in ("a.csv", "b.csv")]
    assert codes(take(acme, *files)) == ["R121"] and len(people(acme)) == 2


def test_one_minute_in_two_files_has_two_people(acme: Path) -> None:
    one = came(acme, "Zeitstempel;L1", ["2026-11-03 10:00:01;4"], "a.csv")
    two = came(acme, "Zeitstempel;L1", ["2026-11-03 10:00:07;4"], "b.csv")
    assert codes(take(acme, one, two)) == ["R104"]
    assert len(people(acme)) == 2


def test_an_answer_that_was_emptied_is_taken_out(acme: Path) -> None:
    head = "Nr;Datum;L1;L2;Kommentar"
    take(acme, came(acme, head, ["1;2026-11-03 10:00;4;5;Gut"]))
    emptied = came(acme, head, ["1;2026-11-03 10:00;4;;"], "later.csv")
    assert refused(acme, emptied) == ["R087"]
    (gone,) = take(acme, emptied, replace=True).replaced
    assert (gone.keys, gone.withdrawn) == (("L2", "comment"), True)
    assert [text.partition("answers: ")[2] for text in people(acme).values()] == ["L1: 4"]


def test_a_column_that_is_not_there_takes_nothing_back(acme: Path) -> None:
    take(acme, came(acme, "Nr;Datum;L1;L2", ["1;2026-11-03 10:00;4;5"]))
    take(acme, came(acme, "Nr;Datum;L3", ["1;2026-11-03 10:00;4"], "y.csv"))
    assert [text.partition("answers: ")[2] for text in people(acme).values()] == ["L1: 4 L2: 5 L3: 4"]


def test_a_map_from_elsewhere_is_kept(acme: Path) -> None:
    own = acme.parent / "mine.yaml"
    own.write_text("format: salesex/map/1\ncolumns: {Frage: L1}\n", encoding="utf-8")
    export = came(acme, "Nr;Frage", ["1;4"])
    take(acme, export, map=own)
    assert (acme / "maps" / "x.yaml").read_bytes() == own.read_bytes()
    (source,) = read_origins(acme).sources.values()
    assert len(source.map) == 64 and source.tool == "table" and source.file == "table.csv"
    assert not take(acme, export).files
    own.write_text("format: salesex/map/1\ncolumns: {Frage: L2}\n", encoding="utf-8")
    with pytest.raises(CannotRunError, match="another map"):
        take(acme, export, map=own)


def ten(count: int, start: int = 0) -> list[str]:
    """Answers of people to ten items, no two alike."""
    draw = Random(start)
    return [";".join(str(draw.randint(1, 5)) for _ in ITEMS) for _ in range(count)]


def test_a_longer_export_of_another_zone_doubles_nobody(acme: Path) -> None:
    rows = [f"{at};2026-11-03 {{:02}}:{at:02};{said}" for at, said in enumerate(ten(25), 10)]
    take(acme, came(acme, f"Nr;Datum;{HEAD}", [row.format(10) for row in rows[:10]]))
    later = came(acme, f"Nr;Datum;{HEAD}", [row.format(9) for row in rows], "later.csv")
    assert refused(acme, later) == ["R124"]
    take(acme, later, replace=True)
    assert len(people(acme)) == 25


def test_short_surveys_double_nobody_either(acme: Path) -> None:
    rows = ["1;2;3", "4;4;1", "5;2;2", "3;3;4", "1;5;1"]
    first = [f"{at};2026-11-03 10:{at:02};{said}" for at, said in enumerate(rows)]
    later = [f"{at};2026-11-03 09:{at:02};{said}" for at, said in enumerate([*rows, "2;2;5"])]
    take(acme, came(acme, "Nr;Datum;L1;L2;L3", first))
    assert refused(acme, came(acme, "Nr;Datum;L1;L2;L3", later, "later.csv")) == ["R124"]


def test_a_later_list_for_another_group_doubles_nobody(acme: Path) -> None:
    rows = [f"{at};{said}" for at, said in enumerate(ten(4), 1)]
    take(acme, came(acme, f"Nr;{HEAD}", rows[:3]), group="service")
    later = came(acme, f"Nr;{HEAD}", rows, "later.csv")
    assert refused(acme, later, group="team") == ["R124"]
    take(acme, later, group="team", replace=True)
    assert [text.split(" mode")[0] for text in people(acme).values()] == ['group: "team"'] * 4


def test_a_later_export_moves_people_to_the_right_group(acme: Path) -> None:
    rows = timed("2026-11-03 10:00", "2026-11-03 10:05", "2026-11-03 10:10")
    take(acme, came(acme, f"Nr;Datum;{HEAD}", rows[:2]), group="service")
    later = came(acme, f"Nr;Datum;{HEAD}", rows, "later.csv")
    assert refused(acme, later, group="team") == ["R135"]
    take(acme, later, group="team", replace=True)
    assert [text.split(" mode")[0] for text in people(acme).values()] == ['group: "team"'] * 3


def test_what_the_new_file_has_no_columns_for_stays(acme: Path) -> None:
    rows = [f"{at};2026-11-03 {{:02}}:0{at};{said}" for at, said in enumerate(SAID[:2])]
    take(acme, came(acme, f"Nr;Datum;{HEAD}", [row.format(10) for row in rows], "w.csv"))
    take(acme, came(acme, "Nr;Datum;L1", [f"{at};2026-11-03 10:0{at};4" for at in (0, 1)], "l.csv"))
    later = came(acme, f"Nr;Datum;{HEAD}", [row.format(9) for row in rows], "later.csv")
    take(acme, later, replace=True)
    assert sum("L1: 4" in text for text in people(acme).values()) == 2
    assert sum("W1:" in text for text in people(acme).values()) == 2


def test_two_surveys_with_one_number_in_one_minute_are_two_people(acme: Path) -> None:
    head = "ID;Fertigstellungszeit;L1"
    for second, name in (("03", "a.csv"), ("47", "b.csv")):
        take(acme, came(acme, head, [f"1;03.11.2026 09:15:{second};4"], name))
    before = people(acme)
    assert len(before) == 2
    take(acme, came(acme, head, ["1;03.11.2026 09:15:46;4", "2;03.11.2026 09:16:01;4"], "c.csv"))
    assert len(people(acme)) == 3 and people(acme).keys() > before.keys()


def test_rows_of_one_minute_in_two_commands_are_two_people(acme: Path) -> None:
    for second, name in (("05", "a.csv"), ("40", "b.csv"), ("40", "c.csv")):
        take(acme, came(acme, "L1;Zeitstempel", [f"4;2026-11-03 09:15:{second}"], name))
    assert len(people(acme)) == 2


def test_two_lists_that_count_alike_do_not_overwrite_each_other(acme: Path) -> None:
    take(acme, came(acme, f"Nr;{HEAD}", [f"{at};{said}" for at, said in enumerate(ten(3), 1)]))
    others = [f"{at};{said}" for at, said in enumerate(ten(5, 7), 1)]
    other = came(acme, f"Nr;{HEAD}", others, "y.csv")
    assert refused(acme, other) == ["R126"]
    assert refused(acme, other, replace=True) == ["R126"]


def test_an_edited_answer_takes_the_place_of_the_former(acme: Path) -> None:
    rows = [f"2026-11-03 10:0{at}:00;{said}" for at, said in enumerate(SAID)]
    take(acme, came(acme, f"Zeitstempel;{HEAD}", rows))
    edited = f"2026-11-05 08:00:00;5{SAID[0][1:]}"
    later = came(acme, f"Zeitstempel;{HEAD}", [*rows[1:], edited], "later.csv")
    assert refused(acme, later) == ["R136"]
    take(acme, later, replace=True)
    assert len(people(acme)) == 4
    assert sum("W1: 5 W2: 2 W3: 3" in text for text in people(acme).values()) == 1


def test_whoever_is_missing_later_is_told(acme: Path) -> None:
    rows = [f"2026-11-03 10:0{at}:00;{said}" for at, said in enumerate(SAID)]
    take(acme, came(acme, f"Zeitstempel;{HEAD}", rows))
    later = came(acme, f"Zeitstempel;{HEAD}", rows[1:], "later.csv")
    assert codes(take(acme, later)) == ["R133"] and len(people(acme)) == 4


def test_a_map_that_has_changed_since_is_told(acme: Path) -> None:
    rows = [f"{at};2026-11-03 10:0{at}:00;{said};Frau Huber" for at, said in enumerate(SAID)]
    kept(acme, "columns: {Frage: comment}\n")
    take(acme, came(acme, f"Nr;Datum;{HEAD};Frage", rows[:3]))
    kept(acme, "columns: {Frage: ignore}\n", "later")
    found = take(acme, came(acme, f"Nr;Datum;{HEAD};Frage", rows, "later.csv"))
    assert codes(found) == ["R146"] and len(people(acme)) == 4


def test_a_later_list_takes_the_place_of_the_former(acme: Path) -> None:
    rows = ten(3)
    take(acme, came(acme, HEAD, rows))
    changed = "4" if rows[0][0] == "3" else "3"
    later = came(acme, HEAD, [changed + rows[0][1:], *rows[1:], *ten(1, 9)], "later.csv")
    assert refused(acme, later) == ["R122"]
    found = take(acme, later, replace=True)
    assert len(people(acme)) == 4 and len(found.gone) == 1 and codes(found) == []
    assert all(each.recoded for each in found.replaced)


def test_made_codes_stay_and_tell_apart() -> None:
    parts = [["number", "1"], ["number", "1", ""], ["number1"], ["row", "1"]]
    found = {Identities(salt).made(each) for each in parts for salt in ("", "a")}
    assert len(found) == 2 * len(parts) and all(map(is_made, found))
    assert Identities("a").made(parts[0]) == Identities("a").made(parts[0])


TAGS = ("", "number", "time", "code")
LABELS = {"-2": 1, "-1": 2, "0": 3, "1": 4, "2": 5}
answer = st.sampled_from([*LABELS, ""])
person = st.tuples(answer, answer, answer, st.sampled_from(["", "Gut; ja"]))


def as_rows(tag: str, said: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Rows with what tells them apart in front."""
    tags = {"": "{}", "number": "{}", "time": "2026-11-03 10:{:02}:00", "code": "K{}"}
    return [[tags[tag].format(at) if tag else "", *row] for at, row in enumerate(said, 1)]


def content(
    acme: Path, parts: list[list[list[str]]], headings: Sequence[str], apart: bool
) -> Counter[str] | None:
    """What is stored of an export in several files; None where that cannot be told (R122, R121)."""
    folder = acme.parent / "anew"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(acme, folder)
    targets = ("TAG", "L1", "L2", "L3", "comment")
    columns = {name: target for name, target in zip(headings, targets, strict=True) if target != "TAG"}
    listed = ", ".join(f'"{name}": {target}' for name, target in columns.items())
    labels = ", ".join(f'"{text}": {value}' for text, value in LABELS.items())
    own = kept(folder, f"columns: {{{listed}}}\nlabels: {{{labels}}}\n", "all")
    files = []
    for number, rows in enumerate(parts):
        lines = (";".join(f'"{cell}"' for cell in row) for row in rows)
        files.append(came(folder, next(lines), lines, f"{number}.csv"))
    told = []
    try:
        for command in [[file] for file in files] if apart else [files]:
            found = take(folder, *command, map=own)
            told += codes(found) + ["again" for each in found.outcomes if each.taken_on]
    except DataError as error:
        assert {issue.code for issue in error.issues if issue.severity == "error"} == {"R122"}
        return None
    texts = (path.read_text(encoding="utf-8") for path in (folder / "responses").iterdir())
    stored = Counter(text.partition("group:")[2] for text in texts)
    return None if {"R121", "again"} & {*told} else stored


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tag=st.sampled_from(TAGS),
    said=st.lists(person, min_size=1, max_size=6),
    order=st.permutations(range(5)),
    shuffled=st.randoms(use_true_random=False),
    cut=st.integers(0, 6),
    apart=st.booleans(),
)
def test_rows_with_or_without_numbers_may_stand_anywhere(
    acme: Path,
    tag: str,
    said: list[tuple[str, ...]],
    order: list[int],
    shuffled: Random,
    cut: int,
    apart: bool,
) -> None:
    """Headings differ in signs only, labels in theirs; files come together or one after the other."""
    said = [row for row in said if sum(map(bool, row)) > 1]  # fewer make no table
    head = [
        {"": "Leer", "number": "Nr", "time": "Zeitstempel", "code": "Code"}[tag],
        "F +",
        "F -",
        "F",
        "F ?",
    ]
    rows = as_rows(tag, said)
    if not rows:
        return
    whole = content(acme, [[head, *rows]], head, apart)
    assert whole is not None and whole.total() == len(rows)
    moved = [[row[at] for at in order] for row in rows]
    shuffled.shuffle(moved)
    parts = [[[head[at] for at in order], *part] for part in (moved[:cut], moved[cut:]) if part]
    found = content(acme, parts, head, apart)
    is_in_both = not tag and any(row in parts[0][1:] for row in parts[-1][1:]) and len(parts) > 1
    assert found == (None if is_in_both else whole)
