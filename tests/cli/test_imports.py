"""Files of survey tools as people have them: imported right, or refused with what is missing, never half."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import exported
import pytest
import yaml
from exported import as_csv, as_xlsx

from salesex.forms.asked import forms_of
from salesex.forms.wording import WORDS
from salesex.forms.xlsform import xlsform
from salesex.surveys.engagements.engagements import read_engagement

SAMPLES = exported.samples()
TITLES = {
    "LimeSurvey": ("results-survey118.csv", "limesurvey-texte.csv", "limesurvey-texts.xlsx",
                   "vvexport_118.csv", "limesurvey-beides.csv"),
    "Microsoft Forms": ("Umfrage(1-2).xlsx", "Survey(1-2).xlsx", "Umfrage.csv"),
    "Google Forms": ("Umfrage (Antworten).csv", "Survey.csv"),
    "Qualtrics": ("qualtrics.csv", "qualtrics.tsv", "qualtrics.xlsx"),
    "SurveyMonkey": ("surveymonkey.csv", "surveymonkey.xlsx", "Sales.csv"),
    "KoBo/ODK": ("kobo.csv", "kobo.xlsx", "odk.csv"),
}  # fmt: skip
TITLE = {name: title for title, names in TITLES.items() for name in names}
ONE_OF_EACH = {"limesurvey-texte.csv", "limesurvey-beides.csv", "vvexport_118.csv", "Umfrage.csv",
               "Survey.csv", "qualtrics.csv", "surveymonkey.xlsx", "kobo.csv"}  # fmt: skip
EVERY = [
    pytest.param(name, marks=() if name in ONE_OF_EACH else pytest.mark.long, id=name)
    for name in sorted(SAMPLES)
]
"""What people do to files is tried with every one in `make check`, otherwise with one of each shape."""
CODES_ONLY = {"results-survey118.csv", "vvexport_118.csv"}
"""Here "cannot judge" has no code, and the tool gives none."""
BY_ID = {
    "results-survey118.csv",
    "limesurvey-beides.csv",
    "vvexport_118.csv",
    "kobo.csv",
    "kobo.xlsx",
    "odk.csv",
}
"""Here columns are known by the ids of the items."""
PERSONAL = ("anna", "muster@", "192.0.2.7", "person1", "kunde-4711", "51.2", "example.org")
GROUP = ("--group", "team")
Answers = set[tuple[str, ...]]


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "responses").mkdir()
    (folder / "engagement.yaml").write_text(exported.ENGAGEMENT, encoding="utf-8")
    (folder / "service.yaml").write_text(exported.QUESTIONNAIRE, encoding="utf-8")
    return folder


@pytest.fixture
def collect(salesex: Callable[..., object], acme: Path) -> Callable[..., object]:
    """Write a file and collect it."""

    def call(name: str, data: bytes, *options: str) -> object:
        Path(name).write_bytes(data)
        return salesex("collect", "acme", name, *options)

    return call


def stored(folder: Path) -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_bytes()) for path in sorted((folder / "responses").iterdir())]


def answers(folder: Path) -> Answers:
    return {
        tuple(str(response["answers"].get(item, "")) for item in exported.IDS) for response in stored(folder)
    }


def wanted(name: str) -> Answers:
    return {
        tuple("" if one == "?" and name in CODES_ONLY else one for one in each) for each in exported.FINISHED
    }


def first_answer(sample: exported.Sample) -> int:
    """Index of the first row that somebody answered."""
    labels = {"4", *exported.LABELS["4"]}
    return next(at for at, row in enumerate(sample.rows) if labels & set(row))


def reworded(name: str) -> exported.Rows:
    """The rows of a file in which the first statement says something else."""
    changes = {"am selben Tag": "binnen eines Tages", "on the same day": "within a day"}
    rows = [list(row) for row in SAMPLES[name].rows]
    for row in rows[: first_answer(SAMPLES[name])]:
        for old, new in changes.items():
            row[:] = [text.replace(old, new) for text in row]
    return rows


def written(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(ran, folder: Path, code: str) -> str:
    """Nothing was written, and the issue is said; return what is said on its lines."""
    assert ran.code == 1, ran.out + ran.err
    assert not list((folder / "responses").iterdir()) and not (folder / "private").exists()
    lines = ran.err.splitlines()
    at = next(number for number, line in enumerate(lines) if f"error[{code}]" in line)
    return "\n".join(lines[at : at + 2])


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_a_file_as_the_tool_gives_it(collect, acme: Path, sample: exported.Sample) -> None:
    ran = collect(sample.name, sample.data, *sample.options)
    assert ran.code == 0, ran.err
    assert "warning" not in ran.err
    assert f"{sample.name}: {TITLE[sample.name]}" in ran.out
    assert answers(acme) == wanted(sample.name) and len(stored(acme)) == 2
    assert {(one["group"], one["mode"]) for one in stored(acme)} == {("team", "self")}
    days = {str(one.get("date", "")) for one in stored(acme)}
    assert days == {""} if sample.name == "limesurvey-beides.csv" else len(days) == 2
    assert all(re.fullmatch(r"2026-11-\d\d", day) for day in days - {""})
    before = written(acme)
    shown = (ran.out + ran.err).casefold().encode() + b"".join(before.values()).lower()
    assert [word for word in PERSONAL if word.encode() in shown] == []
    again = collect(sample.name, sample.data, *sample.options)
    assert again.code == 0 and written(acme) == before


def test_what_is_left_out_is_said(collect) -> None:
    qualtrics = collect("a.csv", SAMPLES["qualtrics.csv"].data, *GROUP)
    for reason in ("1 unvollständige Antwort", "1 Vorschau", "1 Test", "1 aussortierte Antwort"):
        assert reason in qualtrics.out
    assert "1 unvollständige Antwort" in collect("b.csv", SAMPLES["limesurvey-texte.csv"].data, *GROUP).out


def test_the_same_answers_in_two_languages_are_the_same_people(collect, acme: Path) -> None:
    collect("de.csv", SAMPLES["limesurvey-texte.csv"].data, *GROUP)
    before = written(acme / "responses")
    ran = collect("en.xlsx", SAMPLES["limesurvey-texts.xlsx"].data, *GROUP)
    assert ran.code == 0 and written(acme / "responses") == before


# What people do to files


@pytest.mark.parametrize(
    "name", ["limesurvey-texte.csv", "Umfrage.csv", "qualtrics.csv", "Sales.csv", "odk.csv"]
)
def test_columns_in_another_order(collect, acme: Path, name: str) -> None:
    sample = SAMPLES[name]
    ran = collect("turned.csv", as_csv([row[::-1] for row in sample.rows], ";", "cp1252"), *sample.options)
    assert ran.code == 0, ran.err
    assert answers(acme) == wanted(name)


@pytest.mark.parametrize("name", EVERY)
def test_opened_in_a_german_excel_and_saved(collect, acme: Path, name: str) -> None:
    """Long numbers are spoilt: those of SurveyMonkey no longer tell who it was, days and answers still do."""
    sample = SAMPLES[name]
    ran = collect("saved.csv", exported.excel_german(sample.rows), *sample.options)
    assert ran.code == 0, ran.err
    assert answers(acme) == wanted(name) and len(stored(acme)) == 2


@pytest.mark.parametrize("name", EVERY)
def test_two_parts_are_the_whole(collect, acme: Path, name: str) -> None:
    sample = SAMPLES[name]
    collect("whole.csv", as_csv(sample.rows), *sample.options)
    before = written(acme / "responses")
    for path in (acme / "responses").iterdir():
        path.unlink()
    first = first_answer(sample)
    for rows in ([*sample.rows[:first], *sample.rows[first + 1 :]], sample.rows[: first + 1]):
        assert collect("part.csv", as_csv(rows), *sample.options).code == 0
    assert written(acme / "responses") == before


@pytest.mark.parametrize("name", EVERY)
def test_a_column_that_is_no_item_is_named(collect, acme: Path, name: str) -> None:
    sample = SAMPLES[name]
    heading = "Wie lange sind Sie schon dabei?"
    rows = [[*row, "drei Jahre" if at >= first_answer(sample) else ""] for at, row in enumerate(sample.rows)]
    rows[0][-1] = heading
    assert heading in refused(collect("more.csv", as_csv(rows), *sample.options), acme, "R090")


@pytest.mark.parametrize("name", [one for one in EVERY if one.values[0] not in BY_ID])
def test_a_statement_that_was_reworded_is_named_with_the_nearest(collect, acme: Path, name: str) -> None:
    said = refused(collect("other.csv", as_csv(reworded(name)), *GROUP), acme, "R090")
    assert ("binnen eines" in said or "within a" in said or "Q2_1" in said) and "--draft-map" in said
    assert "SV-01" in said


@pytest.mark.parametrize("name", [one for one in EVERY if one.values[0] in BY_ID])
def test_a_statement_that_was_reworded_is_known_by_its_id(collect, acme: Path, name: str) -> None:
    ran = collect("other.csv", as_csv(reworded(name)), *SAMPLES[name].options)
    assert ran.code == 0, ran.err
    assert answers(acme) == wanted(name)


def test_codes_that_only_the_tool_knows_are_named(collect, acme: Path) -> None:
    rows = exported.limesurvey_codes()
    for row in rows[1:]:
        row[9:12] = [f"AO0{one}" if one else "" for one in row[9:12]]
    assert "`AO04`" in refused(collect("codes.csv", as_csv(rows), *GROUP), acme, "R092")


def test_a_number_beside_the_scale_is_named(collect, acme: Path) -> None:
    data = as_csv(exported.qualtrics(labels=False))
    assert "`6`" in refused(collect("numbers.csv", data, *GROUP), acme, "R092")


def test_statements_without_words_are_named(collect, acme: Path) -> None:
    rows = exported.microsoft_forms()
    rows[0][5:] = ["Frage 1", "Frage 2", "Frage 3"]
    refused(collect("numbered.xlsx", as_xlsx(rows), *GROUP), acme, "R103")


def test_a_file_without_group_is_refused(collect, acme: Path) -> None:
    assert "--group" in refused(collect("nobody.csv", SAMPLES["Survey.csv"].data), acme, "R093")


@pytest.mark.parametrize("name", EVERY)
def test_a_column_that_was_deleted_is_missing_for_everybody(collect, acme: Path, name: str) -> None:
    sample = SAMPLES[name]
    first = sample.rows[first_answer(sample)]
    at = next(at for at, text in enumerate(first) if text in {"5", *exported.LABELS["5"]})
    ran = collect("less.csv", as_csv([row[:at] + row[at + 1 :] for row in sample.rows]), *sample.options)
    assert ran.code == 0, ran.err
    assert "SV-03" in ran.out
    assert answers(acme) == {(*one[:2], "") for one in wanted(name)}


def test_a_statement_twice_is_refused(collect, acme: Path) -> None:
    rows = [[*row, row[-1]] for row in exported.google_forms()]
    assert "SV-03" in refused(collect("twice.csv", as_csv(rows), *GROUP), acme, "R091")


@pytest.mark.parametrize("name", EVERY)
def test_an_answer_that_is_there_twice_counts_once(collect, acme: Path, name: str) -> None:
    sample = SAMPLES[name]
    first = sample.rows[first_answer(sample)]
    ran = collect("twice.csv", as_csv([*sample.rows, first]), *sample.options)
    assert ran.code == 0, ran.err
    assert answers(acme) == wanted(name) and len(stored(acme)) == 2


def test_a_person_who_answered_twice_in_different_ways_is_refused(collect, acme: Path) -> None:
    rows = exported.limesurvey_codes()
    again = [*rows[1][:9], "1", "1", "1", *rows[1][12:]]
    assert "k7m2p9" in refused(
        collect("twice.csv", as_csv([*rows, ["99", *again[1:]]]), *GROUP), acme, "R099"
    )


def test_two_surveys_with_the_same_numbers_are_different_people(collect, acme: Path) -> None:
    rows = exported.microsoft_forms()
    collect("one.csv", as_csv(rows), *GROUP)
    later = [
        rows[0],
        *(
            [row[0], row[1].replace("-11-", "-12-"), row[2].replace("-11-", "-12-"), *row[3:]]
            for row in rows[1:]
        ),
    ]
    collect("two.csv", as_csv(later), *GROUP)
    assert len(stored(acme)) == 4


def test_files_of_all_tools_in_one_command(salesex, acme: Path) -> None:
    names = [
        "results-survey118.csv",
        "Umfrage(1-2).xlsx",
        "Umfrage (Antworten).csv",
        "qualtrics.csv",
        "Sales.csv",
    ]
    for name in names:
        Path(name).write_bytes(SAMPLES[name].data)
    ran = salesex("collect", "acme", *names, *GROUP)
    assert ran.code == 0, ran.err
    assert len(stored(acme)) == 10
    assert all(f"{name}: {TITLE[name]}" in ran.out for name in names)


def test_one_wrong_file_keeps_the_right_ones_out(salesex, acme: Path) -> None:
    Path("right.csv").write_bytes(SAMPLES["Survey.csv"].data)
    Path("wrong.csv").write_bytes(as_csv(exported.qualtrics(labels=False)))
    refused(salesex("collect", "acme", "right.csv", "wrong.csv", *GROUP), acme, "R092")


# Groups, comments, maps, our own form


def test_groups_from_a_question(collect, acme: Path) -> None:
    rows = exported.google_forms()
    rows = [[*row, text] for row, text in zip(rows, ("Gruppe", "Vertriebsteam", "customers"))]
    assert collect("groups.csv", as_csv(rows)).code == 0
    assert {one["group"] for one in stored(acme)} == {"team", "customers"}


def test_comments_of_limesurvey_and_kobo(collect, acme: Path) -> None:
    rows = exported.limesurvey_codes()
    rows[0].append("SV01[comment]")
    rows = [rows[0], *([*row, "Im Sommer dauert es."] for row in rows[1:])]
    assert collect("comments.csv", as_csv(rows), *GROUP).code == 0
    assert [one["comments"] for one in stored(acme)] == [{"SV-01": "Im Sommer dauert es."}] * 2


def test_what_vv_writes_for_other_signs(collect, acme: Path) -> None:
    rows = exported.limesurvey_vv()
    texts = ("Kommentar", "SV01_comment", "erst{newline}dann {lbrace}x}", "{question_not_shown}", "")
    rows = [[*row, text] for row, text in zip(rows, texts)]
    ran = collect("vv.csv", as_csv(rows, "\t", ending="\n"), *GROUP)
    assert ran.code == 0, ran.err
    assert [one.get("comments") for one in stored(acme) if "comments" in one] == [{"SV-01": "erst\ndann {x}"}]


def test_a_map_makes_codes_readable(salesex, collect, acme: Path) -> None:
    Path("numbers.csv").write_bytes(as_csv(exported.qualtrics(labels=False)))
    drafted = salesex("collect", "acme", "numbers.csv", "--draft-map")
    assert drafted.code == 0, drafted.err
    (path,) = (acme / "maps").iterdir()
    text = path.read_text(encoding="utf-8")
    text = text.replace('"6": ""', '"6": "?"')
    path.write_text(re.sub(r'"([1-5])": ""', r'"\1": \1', text), encoding="utf-8")
    ran = salesex("collect", "acme", "numbers.csv", *GROUP)
    assert ran.code == 0, ran.err
    assert answers(acme) == wanted("qualtrics.csv")


def test_codes_of_people_in_a_file_with_labels(collect, acme: Path) -> None:
    rows = exported.kobo()
    rows[0][6] = WORDS["de"]["code.open"]
    rows[1][6] = "7"
    rows[0][10] = f"{WORDS['de']['comment.whole']}\n\n{WORDS['de']['comments']}"
    rows[1][10] = "Gute Fragen"
    ran = collect("labels.csv", as_csv(rows, ";"))
    assert ran.code == 0, ran.err
    assert [one["respondent"] for one in stored(acme)] == ["7", "K2"]
    assert stored(acme)[0]["comment"] == "Gute Fragen"


def test_a_collector_of_surveymonkey_may_be_a_group(collect, acme: Path) -> None:
    rows = exported.surveymonkey_single()
    rows[3][1] = "409921134"
    (acme / "maps").mkdir()
    text = """format: salesex/map/1
columns: {collector_id: group}
groups: {"409921133": team, "409921134": customers}
"""
    (acme / "maps" / "surveymonkey.yaml").write_text(text, encoding="utf-8")
    ran = collect("groups.csv", as_csv(rows))
    assert ran.code == 0, ran.err
    assert [one["group"] for one in stored(acme)] == ["team", "customers"]


def test_what_our_own_xlsform_gives_back(collect, acme: Path) -> None:
    """Names of columns come from the form itself, so that both can only change together."""
    import io

    from openpyxl import load_workbook

    engagement = read_engagement(acme).value
    assert engagement is not None
    forms = [form for form in forms_of(engagement, ["de", "en"]) if form.group == "team"]
    book = load_workbook(io.BytesIO(xlsform(forms, 1)))
    rows = [[str(cell or "") for cell in row] for row in book["survey"].iter_rows(values_only=True)]
    kinds, names = rows[0].index("type"), rows[0].index("name")
    calculated = rows[0].index("calculation")
    head, first, section = [], [], ""
    values = iter(exported.FINISHED[0])
    for row in rows[1:]:
        kind, name = row[kinds], row[names]
        if kind in {"begin_group", "end_group"}:
            section = f"{name}/" if kind == "begin_group" else ""
            continue
        head.append(section + name)
        given = next(values) if kind.startswith("select_one") else ""
        first.append(row[calculated].strip("'") or given or ("2026-11-02" if kind == "today" else ""))
    table = [[*head, "_uuid", "_submission_time"], [*first, "0b6f1", "2026-11-02T09:41:00"]]
    ran = collect("ours.csv", as_csv(table, ";"))
    assert ran.code == 0, ran.err
    assert answers(acme) == {exported.FINISHED[0]}


def test_a_map_says_what_a_code_asks(salesex, acme: Path) -> None:
    rows = exported.qualtrics()
    rows[1][19] = "Wie sehr trifft das zu? - Wir antworten auch sonntags."
    Path("more.csv").write_bytes(as_csv(rows))
    assert salesex("collect", "acme", "more.csv", "--draft-map").code == 0
    lines = (acme / "maps" / "qualtrics.yaml").read_text(encoding="utf-8").splitlines()
    assert '  "Q2_3. Wie sehr trifft das zu? - Wir antworten auch sonntags.": ""' in lines


def test_an_item_is_one_although_a_tool_has_a_column_of_that_name(collect, acme: Path) -> None:
    path = acme / "service.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("SV-01", "Score"), encoding="utf-8")
    rows = exported.google_forms()
    rows[0][2] = "Score"
    assert collect("score.csv", as_csv(rows), *GROUP).code == 0
    assert [one["answers"]["Score"] for one in stored(acme)] in ([4, 3], [3, 4])
