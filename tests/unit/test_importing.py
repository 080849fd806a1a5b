"""Exports on their way into an engagement: what is stored, what is refused, what is said of it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesex import catalogue, pipeline, writing
from salesex.errors import CannotRunError, DataError, UsageError
from salesex.model.collecting import Ignored
from salesex.pipeline import Collection
from salesex.store import read_origins

TODAY = dt.date(2026, 11, 22)
BASE = Path(catalogue.__file__).parent / "examples" / "base"
MAP = "format: salesex/map/1\n"
EXPORT = """\
Nr;Zeitstempel;E-Mail;Ziele sind klar.;Chefs hören zu.;L3;Gruppe
1;2026-11-03 10:00;a@b.de;trifft zu;3;weiß nicht;Vertrieb
2;2026-11-03 11:00;c@d.de;4;;2;Service
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    shutil.copytree(BASE, folder)
    (folder / "responses" / "a.csv").unlink()
    return folder


def came(folder: Path, text: str, name: str = "x.csv") -> Path:
    path = folder.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def kept(folder: Path, text: str, name: str = "x") -> Path:
    path = folder / "maps" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(MAP + text, encoding="utf-8")
    return path


def take(folder: Path, *files: Path, write: bool = True, **options: object) -> Collection:
    found = pipeline.collect(folder, files, today=TODAY, **options)  # type: ignore[arg-type]
    if write and found.files:
        writing.write_all(found.files)
    return found


def refused(folder: Path, *files: Path, **options: object) -> list[str]:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(DataError) as caught:
        take(folder, *files, **options)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return [issue.code for issue in caught.value.issues if issue.severity == "error"]


def stored(folder: Path) -> list[str]:
    return sorted(path.read_text(encoding="utf-8") for path in (folder / "responses").iterdir())


def answers(folder: Path) -> list[str]:
    """What is stored, without codes."""
    texts = (text.split("\n", 2)[2] for text in stored(folder))
    return sorted(" ".join(text.split()) for text in texts)


def test_an_export_becomes_responses(acme: Path) -> None:
    (found,) = take(acme, came(acme, EXPORT)).recognised
    assert answers(acme) == [
        'group: "service" mode: self date: 2026-11-03 answers: L1: 4 L3: 2',
        'group: "team" mode: self date: 2026-11-03 answers: L1: 5 L2: 3 L3: "?"',
    ]
    assert (found.source, found.by_id, found.by_text, found.by_map) == ("table", 1, 2, 0)
    assert found.ignored == Ignored(personal=("E-Mail",))
    assert found.pseudonyms and found.missing == ()


def test_every_answer_knows_its_cell_and_nobody_its_address(acme: Path) -> None:
    take(acme, came(acme, EXPORT))
    origins = read_origins(acme).responses
    places = [next(iter(each.places.values())) for each in origins.values()]
    assert {"L1": "D2", "L2": "E2", "L3": "F2"} in places
    written = b"".join(path.read_bytes() for path in acme.rglob("*") if path.suffix in {".yaml", ".json"})
    assert b"a@b.de" not in written and b"c@d.de" not in written


def test_the_same_export_again_changes_nothing(acme: Path) -> None:
    take(acme, came(acme, EXPORT))
    more = EXPORT + "3;2026-11-03 12:00;;1;1;1;Service\n"
    assert not take(acme, came(acme, EXPORT)).files
    (outcome,) = take(acme, came(acme, more)).outcomes
    assert (outcome.new, outcome.unchanged, outcome.changed) == (3, 5, 0)
    renamed = take(acme, came(acme, more.replace("Nr;Zeit", "ID;Zeit"))).files
    assert [path.name for path in renamed] == ["origins.json"], "that the file was seen is all that is noted"


def test_given_codes_are_kept(acme: Path) -> None:
    take(acme, came(acme, "Token;L1\nKX4P7MW;4\n"), group="team")
    assert (acme / "responses" / "KX4P7MW-own.yaml").is_file()


def test_a_column_added_to_the_survey_is_refused_by_name(acme: Path) -> None:
    text = EXPORT.replace(";Gruppe", ";Ihr Alter;Gruppe").replace(";Vertrieb", ";34;Vertrieb")
    with pytest.raises(DataError) as caught:
        take(acme, came(acme, text.replace(";Service", ";51;Service")))
    (issue,) = caught.value.issues
    assert (issue.code, issue.line, issue.column, issue.path) == ("R090", 1, 7, "Ihr Alter")


def test_columns_that_were_dropped_are_named(acme: Path) -> None:
    (found,) = take(acme, came(acme, "Nr;L1;L3\n1;4;4\n"), group="team").recognised
    assert found.missing == ("L2",)


def test_a_map_of_the_files_name_or_of_its_source_is_found(acme: Path) -> None:
    path = came(acme, "Nr;Frage 1\n1;ja\n")
    assert refused(acme, path, group="team") == ["R103"]
    kept(acme, "columns: {Frage 1: L2}\nlabels: {ja: 4}\n", "table")
    assert take(acme, path, group="team", write=False).recognised[0].map.endswith("maps/table.yaml")
    kept(acme, "columns: {Frage 1: L1}\nlabels: {ja: 5}\ngroup: team\n")
    assert take(acme, path).recognised[0].map.endswith("maps/x.yaml")
    assert answers(acme) == ['group: "team" mode: self answers: L1: 5']


def test_a_map_that_is_named_comes_first(acme: Path) -> None:
    kept(acme, "columns: {Frage 1: L1}\nlabels: {ja: 5}\ngroup: team\n")
    other = kept(acme, "columns: {Frage 1: L3}\nlabels: {ja: 1}\ngroup: service\n", "other")
    take(acme, came(acme, "Nr;Frage 1\n1;ja\n"), map=other)
    assert answers(acme) == ['group: "service" mode: self answers: L3: 1']


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("columns: {Frage 1: L1, L1: L1}\n", "R091"),
        ("columns: {Frage 1: L1, Frage 2: L1}\n", "R091"),
        ("columns: {Frage 1: L1}\nlabels: {ja: 6}\n", "R098"),
        ("columns: {Frage 1: L9}\n", "R097"),
        ('columns: {Frage 1: ""}\n', "R096"),
        ("columns: {Frage 1: L2}\nlabels: {ja: 5}\n", "R091"),
    ],
)
def test_a_wrong_map_is_refused_and_nothing_is_written(acme: Path, text: str, code: str) -> None:
    kept(acme, text)
    assert refused(acme, came(acme, "Nr;Frage 1;L2\n1;ja;3\n"), group="team") == [code]


def test_groups_by_map_and_units(acme: Path) -> None:
    path = acme / "engagement.yaml"
    text = path.read_text(encoding="utf-8") + "units: {north: {title: Nord}, south: {title: Süd}}\n"
    path.write_text(text, encoding="utf-8")
    kept(acme, "columns: {Wer: group, Wo: unit}\ngroups: {Innen: service}\nunits: {N: north}\n")
    take(acme, came(acme, "Nr;Wer;Wo;L1\n1;Innen;N;4\n2;sales;Süd;5\n"))
    assert answers(acme) == [
        'group: "service" unit: "north" mode: self answers: L1: 4',
        'group: "team" unit: "south" mode: self answers: L1: 5',
    ]
    assert refused(acme, came(acme, "Nr;Wer;Wo;L1\n1;Innen;West;4\n")) == ["R094"]


def test_a_row_twice_counts_once_and_is_told(acme: Path) -> None:
    found = take(acme, came(acme, EXPORT + EXPORT.splitlines()[2] + "\n"))
    assert [(issue.code, issue.line) for issue in found.issues] == [("R100", 4)]
    assert len(stored(acme)) == 2


def test_one_person_with_two_answers_is_refused(acme: Path) -> None:
    assert refused(acme, came(acme, "Code;L1\nP1;4\nP1;5\n"), group="team") == ["R099"]
    assert refused(acme, came(acme, "Code;L1;L2\nP1;4;\nP1;;5\n"), group="team") == ["R099"]


def test_equal_rows_of_nobody_in_particular_are_people_each(acme: Path) -> None:
    found = take(acme, came(acme, "L1;L2\n4;4\n4;4\n5;5\n4;4\n"), group="team")
    assert [issue.code for issue in found.issues] == ["R104"]
    assert len(stored(acme)) == 3 + 1


def test_people_who_answer_alike_in_one_minute_are_people_each(acme: Path) -> None:
    rows = [
        "2026-11-03 10:00:01;4",
        "2026-11-03 10:00:07;4",
        "2026-11-03 10:00:07;4",
        "2026-11-03 10:01:00;4",
    ]
    export = "Zeitstempel;L1\n" + "\n".join(rows) + "\n"
    found = take(acme, came(acme, export), group="team")
    assert [(issue.code, issue.line) for issue in found.issues] == [("R104", 3), ("R100", 4)]
    assert len(stored(acme)) == 3
    assert not take(acme, came(acme, export), group="team").files


def test_the_same_export_for_another_group_is_refused(acme: Path) -> None:
    text = EXPORT.replace(";Gruppe", "").replace(";Vertrieb", "").replace(";Service", "")
    take(acme, came(acme, text), group="team")
    assert refused(acme, came(acme, text), group="service") == ["R123"]


def test_numbers_of_two_surveys_are_not_one_person(acme: Path) -> None:
    one = came(acme, "ID;Datum;L1\n1;2026-11-03 10:00;4\n", "a.csv")
    two = came(acme, "ID;Datum;L2\n1;2026-11-04 17:30;4\n", "b.csv")
    take(acme, one, two, group="team")
    assert len(stored(acme)) == 2


def test_what_a_tool_writes_for_a_question_that_was_not_shown_is_no_answer(acme: Path) -> None:
    other = (acme / "own.yaml").read_text(encoding="utf-8").replace("id: own", "id: more")
    for old, new in (("L1", "M1"), ("L2", "M2"), ("L3", "M3")):
        other = other.replace(old, new)
    (acme / "more.yaml").write_text(other, encoding="utf-8")
    text = (
        (acme / "engagement.yaml")
        .read_text(encoding="utf-8")
        .replace("[./own.yaml]", "[./own.yaml, ./more.yaml]")
    )
    text = text.replace("perspective: external}", "perspective: external, questionnaires: [./more.yaml]}")
    (acme / "engagement.yaml").write_text(text, encoding="utf-8")
    take(acme, came(acme, "Nr;Gruppe;L1;M1\n1;Service;N/A;4\n2;Vertrieb;N/A;4\n"))
    assert answers(acme) == [
        'group: "service" mode: self answers: M1: 4',
        'group: "team" mode: self answers: L1: "?"',
        'group: "team" mode: self answers: M1: 4',
    ]


def test_rows_without_answers_are_counted(acme: Path) -> None:
    (found,) = take(acme, came(acme, "Nr;L1;L2\n1;4;\n2;;\n"), group="team").recognised
    assert found.left_out == (("empty", 1),)


def test_our_own_tables_stay_what_they_were(acme: Path) -> None:
    found = take(acme, came(acme, "respondent;group;L1\nP1;team;4\n"))
    assert found.recognised == () and len(found.outcomes) == 1
    assert refused(acme, came(acme, "respondent;group;L1;Alter\nP1;team;4;51\n")) == ["R045"]


@pytest.mark.parametrize("option", ["map", "group"])
def test_options_for_exports_need_one(acme: Path, option: str) -> None:
    kept(acme, "columns: {}\n")
    value = acme / "maps" / "x.yaml" if option == "map" else "team"
    with pytest.raises(UsageError, match=f"--{option}"):
        take(acme, came(acme, "respondent;group;L1\nP1;team;4\n"), **{option: value})


def test_a_group_that_is_not_there(acme: Path) -> None:
    with pytest.raises(UsageError) as caught:
        take(acme, came(acme, EXPORT), group="Vertreib")
    assert "Did you mean Vertrieb?" in caught.value.help


def test_a_draft_is_complete_where_everything_was_recognised(acme: Path) -> None:
    drafted = pipeline.draft_map(acme, [came(acme, EXPORT)])
    ((path, data),) = drafted.files.items()
    assert path == acme / "maps" / "x.yaml" and b'""\n' not in data
    take(acme, came(acme, EXPORT))
    writing.write_all(drafted.files)
    again = take(acme, came(acme, EXPORT))
    assert again.recognised[0].by_map == 3 and not again.files
    with pytest.raises(CannotRunError, match="exists already"):
        pipeline.draft_map(acme, [came(acme, EXPORT)])


def test_a_draft_names_what_is_open_with_the_nearest(acme: Path) -> None:
    rows = "Nr;Unsere Chefs hören oft zu;L1;Gruppe\n1;4;eher ja;Innen\n2;3;eher ja;Vertrieb\n"
    (data,) = pipeline.draft_map(acme, [came(acme, rows)]).files.values()
    lines = data.decode().splitlines()
    at = lines.index('  "Unsere Chefs hören oft zu": ""')
    assert lines[at + 1] == "    # vielleicht L2: Chefs hören zu."
    assert '  "eher ja": ""' in lines and '  "Innen": ""' in lines and '  "Nr": number' in lines
    assert '  "Vertrieb"' not in data.decode()


def test_nothing_else_is_drafted(acme: Path) -> None:
    with pytest.raises(UsageError, match="no export"):
        pipeline.draft_map(acme, [came(acme, "respondent;group;L1\nP1;team;4\n")])
    with pytest.raises(DataError):
        pipeline.draft_map(acme, [came(acme, 'a;b\n1;2\n"3;4\n')])


def test_a_broken_export_is_told_as_such(acme: Path) -> None:
    assert refused(acme, came(acme, 'Nr;L1\n1;2\n"3;4\n'), group="team") == ["R033"]


@pytest.mark.parametrize(
    "cell", ["<!--" * 20_000, "[" * 60_000, "a" * 100_000, " " * 100_000 + "x", "1" * 60_000, "x [ " * 20_000]
)
def test_cells_without_end_are_refused_like_others(acme: Path, cell: str) -> None:
    with pytest.raises(DataError):
        take(acme, came(acme, f'L1;"{cell}"\n{cell};4\n'), group="team")


@pytest.mark.parametrize(
    ("labels", "cells", "right"),
    [
        ('"-2": 1, "-1": 2, "0": 3, "1": 4, "2": 5', "-2;-1;2", "L1: 1 L2: 2 L3: 5"),
        ("A+: 5, A: 4, A-: 3", "A+;A;A-", "L1: 5 L2: 4 L3: 3"),
        ('"< 50 %": 1, "> 50 %": 5, "50": 3', "< 50 %;> 50 %;50", "L1: 1 L2: 5 L3: 3"),
        ('"1-2": 1, "1,2": 2, "1 2": 3', "1-2;1,2;1 2", "L1: 1 L2: 2 L3: 3"),
    ],
)
def test_signs_of_labels_tell_them_apart(acme: Path, labels: str, cells: str, right: str) -> None:
    kept(acme, f"columns: {{}}\nlabels: {{{labels}}}\n")
    take(acme, came(acme, f"Nr;L1;L2;L3\n1;{cells}\n"), group="team")
    assert answers(acme) == [f'group: "team" mode: self answers: {right}']


@pytest.mark.parametrize(
    "entries",
    [
        "columns: {}\nlabels: {Ja.: 5, ja: 4}",
        "columns: {Frage: L1, frage: L2}",
        "columns: {}\ngroups: {Innen: team, innen: service}",
    ],
)
def test_entries_of_a_map_that_say_two_things_are_refused(acme: Path, entries: str) -> None:
    kept(acme, f"{entries}\n")
    assert "R114" in refused(acme, came(acme, "Nr;L3\n1;4\n"), group="team")


def test_a_map_that_names_some_numbers_names_all(acme: Path) -> None:
    kept(acme, 'columns: {}\nlabels: {"0": 1}\n')
    assert refused(acme, came(acme, "Nr;L1;L2\n1;0;1\n2;1;2\n"), group="team") == ["R116", "R116"]
    kept(acme, 'columns: {}\nlabels: {"0": 1, "1": 2, "2": 3}\n')
    take(acme, came(acme, "Nr;L1;L2;L3\n1;0;1;2.0\n"), group="team")
    assert answers(acme) == ['group: "team" mode: self answers: L1: 1 L2: 2 L3: 3']


def test_a_draft_has_all_numbers_where_one_is_off_the_scale(acme: Path) -> None:
    (data,) = pipeline.draft_map(acme, [came(acme, "Nr;L1;L2\n1;-1;1\n2;1;2\n")]).files.values()
    assert [line for line in data.decode().splitlines() if line.endswith('": ""')] == [
        '  "-1": ""',
        '  "1": ""',
        '  "2": ""',
    ]


def test_a_label_of_the_scale_means_what_the_scale_says(acme: Path) -> None:
    kept(acme, "columns: {}\nlabels: {trifft zu: 1}\n")
    assert refused(acme, came(acme, "Nr;L1\n1;trifft zu\n"), group="team") == ["R115"]


@pytest.mark.parametrize("cell", ["#N/A", "#NV", "#WERT!", "#DIV/0!"])
def test_what_a_formula_failed_to_find_is_no_answer(acme: Path, cell: str) -> None:
    kept(acme, f'columns: {{}}\nlabels: {{"{cell}": 3}}\n')
    assert refused(acme, came(acme, f"Nr;L1;L2\n1;{cell};3\n"), group="team") == ["R120"]


def test_what_limesurvey_has_not_shown_is_missing(acme: Path) -> None:
    export = "id,submitdate,L1,L2,L3,comment\n1,2026-11-02 09:41:17,4,N/A,n/a ,N/A\n"
    export += "2,2026-11-02 09:50:17,N/A,N/A,N/A,\n"
    found = take(acme, came(acme, export), group="team")
    assert [text.partition("answers:")[2] for text in answers(acme)] == [" L1: 4"]
    assert found.recognised[0].left_out == (("empty", 1),)


def test_a_map_may_say_that_it_is_an_answer(acme: Path) -> None:
    kept(acme, 'columns: {}\nlabels: {N/A: "?"}\n')
    take(acme, came(acme, "id,submitdate,L1,L2\n1,2026-11-02 09:41:17,4,N/A\n"), group="team")
    assert [text.partition("answers:")[2] for text in answers(acme)] == [' L1: 4 L2: "?"']


def test_other_tools_write_it_for_cannot_judge(acme: Path) -> None:
    take(acme, came(acme, "Nr;L1;L2\n1;4;N/A\n"), group="team")
    assert [text.partition("answers:")[2] for text in answers(acme)] == [' L1: 4 L2: "?"']


def test_limesurvey_that_does_not_say_who_finished(acme: Path) -> None:
    found = take(acme, came(acme, "id,lastpage,L1,L2\n1,3,4,2\n2,1,4,\n"), group="team")
    assert [(issue.code, issue.line) for issue in found.issues] == [("R128", 1)]
    assert len(stored(acme)) == 2


def test_garbled_umlauts_are_one_error(acme: Path) -> None:
    path = came(acme, "Nr;Chefs hÃ¶ren zu.;GefÃ¤llt es?;L3\n1;4;5;3\n")
    assert refused(acme, path, group="team") == ["R129"]
    with pytest.raises(DataError) as caught:
        pipeline.draft_map(acme, [path])
    assert [issue.code for issue in caught.value.issues] == ["R129"]


def test_headings_that_differ_in_signs_are_two(acme: Path) -> None:
    kept(acme, 'columns: {"Preis +": L1, "Preis -": ignore}\n')
    (found,) = take(acme, came(acme, "Nr;Preis +;Preis -\n1;4;1\n"), group="team").recognised
    assert answers(acme) == ['group: "team" mode: self answers: L1: 4'] and found.by_map == 1
    kept(acme, 'columns: {"Preis +": ignore}\n')
    assert refused(acme, came(acme, "Nr;L1;Preis +;Preis -\n1;4;4;1\n"), group="team") == ["R090"]


def test_a_heading_met_twice_takes_no_name_of_another(acme: Path) -> None:
    export = came(acme, "Nr;L1;Frage;Frage;Frage 2;Frage (2)\n1;4;1;2;3;4\n")
    (data,) = pipeline.draft_map(acme, [export]).files.values()
    for heading in ("Frage", "Frage (3)", "Frage 2", "Frage (2)"):
        assert f'  "{heading}": ""' in data.decode().splitlines()
    kept(acme, 'columns: {Frage: ignore, "Frage (3)": ignore, "Frage 2": L2, "Frage (2)": L3}\n')
    take(acme, export, group="team")
    assert answers(acme) == ['group: "team" mode: self answers: L1: 4 L2: 3 L3: 4']


def test_groups_that_differ_in_signs_are_two(acme: Path) -> None:
    path = acme / "engagement.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("{de: Service, en: Service}", '"Vertrieb (+)"')
    path.write_text(text, encoding="utf-8")
    take(acme, came(acme, "Nr;Gruppe;L1\n1;Vertrieb;4\n2;Vertrieb (+);5\n"))
    assert answers(acme) == [
        'group: "service" mode: self answers: L1: 5',
        'group: "team" mode: self answers: L1: 4',
    ]
    assert refused(acme, came(acme, "Nr;Gruppe;L1\n1;Vertrieb!;4\n")) == ["R094"]


def test_a_row_without_a_code_among_codes_is_refused(acme: Path) -> None:
    assert refused(acme, came(acme, "Code;L1\nP1;4\n;5\n"), group="team") == ["R117"]


@pytest.mark.parametrize("row", ["Mittelwert;;4", ";Durchschnitt;4", "Ø gesamt;;4", "Total;;4"])
def test_averages_are_nobody(acme: Path, row: str) -> None:
    found = take(acme, came(acme, f"Code;Name;L1\nP1;Berg;4\nP2;Tal;4\n{row}\n"), group="team")
    assert [(issue.code, issue.line) for issue in found.issues] == [("R118", 4)]
    assert len(stored(acme)) == 2


@pytest.mark.parametrize("code", ["keiner", "-", "Müller", "max_kuehn", "m1@b.de", "+491701234567"])
def test_what_is_no_code_becomes_none(acme: Path, code: str) -> None:
    found = take(acme, came(acme, f"Code;L1\nP1;4\n{code};5\n"), group="team")
    assert [(issue.code, issue.line, issue.column) for issue in found.issues] == [("R119", 3, 1)]
    made = [path.name for path in (acme / "responses").iterdir() if path.name[0] == "x"]
    assert len(made) == 1 and len(stored(acme)) == 2
    assert not any(code in text for text in stored(acme))


def test_a_code_without_a_digit_may_be_listed(acme: Path) -> None:
    from salesex.model.code_list import Code, codes_csv

    (acme / "private").mkdir(exist_ok=True)
    (acme / "private" / "codes.csv").write_bytes(
        codes_csv([Code(code="KXPMWH", group="team", made_on="2026-11-01")])
    )
    found = take(acme, came(acme, "Code;L1\nKXPMWH;4\n"), group="team")
    assert "R119" not in [issue.code for issue in found.issues]
    assert (acme / "responses" / "KXPMWH-own.yaml").is_file()


def test_other_sheets_with_content_are_named(acme: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in (["Nr", "L1"], [1, 4]):
        book.active.append(row)
    book.create_sheet("Leer")
    book.create_sheet("Kundendienst").append(["Nr", "L1"])
    book.save(acme.parent / "two.xlsx")
    (issue,) = take(acme, acme.parent / "two.xlsx", group="team").issues
    assert (issue.code, issue.severity) == ("R113", "warning")
    told = catalogue.tell(issue, "de").message
    assert "Kundendienst" in told and "Leer" not in told


HEADINGS = ("Nr", "Frage A", "Frage B", "Frage C", "Wer", "Notiz", "Mail")
TARGETS = ("number", "L1", "L2", "L3", "group", "comment", "ignore")
ANSWERS = ("1", "5", "trifft zu", "sehr", "weiß nicht", "", "4 ")
row = st.tuples(
    st.sampled_from(ANSWERS),
    st.sampled_from(ANSWERS),
    st.sampled_from(ANSWERS),
    st.sampled_from(("Vertrieb", "Service")),
    st.sampled_from(("", "Gut; ja\nund nein")),
)


def written(folder: Path, headings: tuple[str, ...], parts: list[list[list[str]]]) -> list[str]:
    """What would be stored of an export in several files, with a map of these headings, without codes."""
    columns = dict(zip(headings, TARGETS, strict=True))
    path = kept(folder, f"columns: {json.dumps(columns, ensure_ascii=False)}\nlabels: {{sehr: 5}}\n", "p")
    files = []
    for number, rows in enumerate(parts):
        lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in each) for each in rows)
        files.append(came(folder, "\n".join(lines) + "\n", f"in/{number}.csv"))
    found = take(folder, *files, write=False, map=path).files
    texts = (data.decode() for path, data in found.items() if path.parent.name == "responses")
    return sorted(text.partition("group:")[2] for text in texts)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(row, min_size=1, max_size=6),
    order=st.permutations(range(len(HEADINGS))),
    shuffled=st.randoms(use_true_random=False),
    names=st.lists(
        st.text("abcXYZ äß.?#:-", min_size=1, max_size=12), min_size=7, max_size=7, unique_by=str.strip
    ),
    cut=st.integers(0, 6),
)
def test_order_names_and_files_change_nothing(
    acme: Path, rows: list[tuple[str, ...]], order: list[int], shuffled: object, names: list[str], cut: int
) -> None:
    from random import Random

    assert isinstance(shuffled, Random)
    full = [[str(number), *each, f"p{number}@b.de"] for number, each in enumerate(rows, 1)]
    before = written(acme, HEADINGS, [[list(HEADINGS), *full]])
    renamed = tuple(f"{name.strip()} {at}q" for at, name in enumerate(names))
    moved = [[each[at] for at in order] for each in full]
    shuffled.shuffle(moved)
    head = [renamed[at] for at in order]
    parts = [[head, *part] for part in (moved[:cut], moved[cut:]) if part]
    assert written(acme, renamed, parts) == before
