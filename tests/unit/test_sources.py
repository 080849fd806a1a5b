"""Survey tools by their exports: which tool it is, what its columns hold, which rows are no answers."""

from __future__ import annotations

import doctest
from types import ModuleType

import exported
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.exports import sources
from salesex.exports.plain import key
from salesex.exports.sources import headings, kobo
from salesex.forms.wording import WORDS
from salesex.model.exports import Column, Export

SAMPLES = exported.samples()
TOOLS = {
    "limesurvey": ("results-survey118.csv", "limesurvey-texte.csv", "limesurvey-texts.xlsx",
                   "vvexport_118.csv", "limesurvey-beides.csv"),
    "microsoft-forms": ("Umfrage(1-2).xlsx", "Survey(1-2).xlsx", "Umfrage.csv"),
    "google-forms": ("Umfrage (Antworten).csv", "Survey.csv"),
    "qualtrics": ("qualtrics.csv", "qualtrics.tsv", "qualtrics.xlsx"),
    "surveymonkey": ("surveymonkey.csv", "surveymonkey.xlsx", "Sales.csv"),
    "kobo": ("kobo.csv", "kobo.xlsx", "odk.csv"),
}  # fmt: skip
IN_ORDER = {*TOOLS["google-forms"], "surveymonkey.csv", "surveymonkey.xlsx"}
"""Here the time comes first, or a question without a heading belongs to the one on its left."""
PERSONAL = ("ip", "mail", "vorname", "nachname", "first", "last name", "name", "latitude", "longitude")


def recognised(rows: exported.Rows) -> Export | None:
    found = [one for one in (source(exported.table(rows)) for source in sources.TOOLS) if one is not None]
    assert len(found) < 2
    return found[0] if found else None


def sure(rows: exported.Rows) -> Export:
    found = recognised(rows)
    assert found is not None
    return found


def answers(export: Export) -> list[Column]:
    return [column for column in export.columns if column.role == "answer"]


def role(export: Export, name: str) -> str:
    return next(column.role for column in export.columns if key(name) in map(key, column.names))


def test_every_file_is_of_one_tool() -> None:
    found = {name: sure(sample.rows).source for name, sample in SAMPLES.items()}
    assert found == {name: tool for tool, names in TOOLS.items() for name in names}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_its_questions_are_the_items(sample: exported.Sample) -> None:
    shown = [{key(text) for text in (*column.names, column.part)} for column in answers(sure(sample.rows))]
    wanted = [
        {key(one), key(one.replace("-", "")), key(german), key(english)}
        for one, german, english in zip(exported.IDS, exported.DE, exported.EN)
    ]
    assert len(shown) == 3
    assert all(names & item for names, item in zip(shown, wanted))


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_only_those_who_finished_are_taken(sample: exported.Sample) -> None:
    export = sure(sample.rows)
    columns = [column.at for column in answers(export)]
    out = {index for index, _ in export.left_out}
    kept = [row for index, row in enumerate(sample.rows) if index >= export.first and index not in out]
    assert [row[columns[0]] in {"4", *exported.LABELS["4"]} for row in kept] == [True, False]


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_what_tells_who_it_was_is_left_alone(sample: exported.Sample) -> None:
    for column in sure(sample.rows).columns:
        if any(word in key(column.names[0]).split() for word in PERSONAL):
            assert column.role == "ignored", column


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_an_answer_has_one_day(sample: exported.Sample) -> None:
    roles = [column.role for column in sure(sample.rows).columns]
    assert roles.count("date") == (0 if sample.name == "limesurvey-beides.csv" else 1)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in IN_ORDER])
def test_columns_may_stand_anywhere(name: str) -> None:
    sample = SAMPLES[name]
    export = sure(sample.rows)
    turned = sure([row[::-1] for row in sample.rows])
    last = len(sample.rows[0]) - 1
    assert turned.left_out == export.left_out
    assert {(last - one.at, one.names, one.role) for one in turned.columns} == {
        (one.at, one.names, one.role) for one in export.columns
    }


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_empty_rows_on_top_and_between_are_nothing(sample: exported.Sample) -> None:
    export = sure(sample.rows)
    wide = len(sample.rows[0])
    moved = sure([[""] * wide, *sample.rows, [""] * wide])
    assert moved.first == export.first + 1
    assert moved.left_out == tuple((index + 1, why) for index, why in export.left_out)


# LimeSurvey


@pytest.mark.parametrize("separator", ["\n", " - "])
def test_vv_has_other_signs_between_question_and_statement(separator: str) -> None:
    rows = exported.limesurvey_vv()
    rows[0][7:] = [f"Bitte bewerten.{separator}{text}" for text in exported.DE]
    assert [key(column.part) for column in answers(sure(rows))] == list(map(key, exported.DE))


def test_vv_of_the_old_kind_has_other_codes() -> None:
    rows = exported.limesurvey_vv()
    rows[0][7:] = list(exported.DE)
    rows[1][7:] = ["118X4X21SV01", "118X4X21SV02", "118X4X21SV03"]
    assert [column.names[1] for column in answers(sure(rows))] == ["SV01", "SV02", "SV03"]


def test_limesurvey_by_nothing_but_codes_of_questions() -> None:
    rows = [[row[0], *row[9:12]] for row in exported.limesurvey_codes()]
    export = sure(rows)
    assert export.source == "limesurvey" and export.left_out == ()
    assert recognised([row[1:] for row in rows]) is None


def test_limesurvey_codes_and_texts_may_have_anything_between() -> None:
    for between in (": ", " | ", " - ", ". "):
        rows = exported.limesurvey_both()
        rows[0] = [heading.replace(". ", between, 1) for heading in rows[0]]
        assert [column.names[1] for column in answers(sure(rows))] == ["SV01", "SV02", "SV03"]


@pytest.mark.parametrize("name", ["vvexport_118.csv", "limesurvey-beides.csv"])
def test_limesurvey_knows_the_text_beside_a_code(name: str) -> None:
    for column, text in zip(answers(sure(SAMPLES[name].rows)), exported.DE):
        assert column.names[0].startswith("G01Q01") and key(text) in key(column.names[-1])


def test_limesurvey_spaces_may_be_underscores() -> None:
    rows = exported.limesurvey_texts()
    rows[0] = [heading.replace("<p>", "").replace("</p>", "").replace(" ", "_") for heading in rows[0]]
    assert [key(column.part) for column in answers(sure(rows))] == list(map(key, exported.DE))


def test_limesurvey_codes_of_expressionscript() -> None:
    rows = exported.limesurvey_codes()
    rows[0][9:12] = ["G01Q01_SV01", "G01Q01_SV02", "G01Q01_SV03"]
    assert [column.names[0] for column in answers(sure(rows))] == ["SV01", "SV02", "SV03"]


def test_limesurvey_array_with_two_scales_is_one_statement_twice() -> None:
    rows = exported.limesurvey_codes()
    rows[0][9:11] = ["G01Q01[SV01][1]", "G01Q01[SV01][2]"]
    assert [column.names[1] for column in answers(sure(rows))] == ["SV01", "SV01", "SV03"]


def test_limesurvey_comments_on_answers() -> None:
    rows = exported.limesurvey_codes()
    rows[0][10:12] = ["SV01[comment]", "G01Q01[SV01comment]"]
    assert [column.role for column in sure(rows).columns][9:12] == ["answer", "comment", "comment"]


def test_limesurvey_without_times_has_no_days() -> None:
    rows = exported.limesurvey_codes()
    for row in rows[1:]:
        row[1] = "1980-01-01 00:00:00" if row[1] else ""
    export = sure(rows)
    assert (role(export, "submitdate"), role(export, "datestamp")) == ("status", "date")
    assert export.left_out == ((3, "partial"),)


def test_limesurvey_times_on_questions() -> None:
    rows = [[*row, ""] for row in exported.limesurvey_codes()]
    for code, wanted in (
        ("G01Q01Time", "ignored"),
        ("LeadTime", "answer"),
        ("Fragenzeit: G01Q01", "ignored"),
    ):
        rows[0][-1] = code
        assert role(sure(rows), code) == wanted


def test_limesurvey_codes_of_people_and_numbers_of_answers() -> None:
    export = sure(exported.limesurvey_codes())
    assert role(export, "token") == role(export, "id") == "respondent"


def test_limesurvey_without_the_day_of_submission_cannot_tell_who_finished() -> None:
    rows = exported.limesurvey_codes()
    assert sure(rows).issues == ()
    export = sure([row[:1] + row[2:] for row in rows])
    (issue,) = export.issues
    assert (issue.code, issue.severity, issue.line, export.left_out) == ("R128", "warning", 1, ())
    rows = exported.limesurvey_codes()
    assert [issue.code for issue in sure([[row[0], *row[9:12]] for row in rows]).issues] == ["R128"]


# Microsoft Forms


def test_microsoft_forms_as_a_quiz() -> None:
    rows = exported.microsoft_forms()
    rows[0] += [
        "Gesamtpunktzahl",
        f"Punkte – {exported.DE[0]}",
        f"Feedback - {exported.DE[0]}",
        "Punkte - sammeln",
    ]
    export = sure([*rows[:1], *(row + ["0"] * 4 for row in rows[1:])])
    assert [column.role for column in export.columns][-4:] == ["ignored", "ignored", "ignored", "answer"]


def test_microsoft_forms_needs_both_times() -> None:
    rows = exported.microsoft_forms()
    rows[0][2] = "Ende"
    assert recognised(rows) is None


# Google Forms


def test_google_forms_has_times_in_the_first_column() -> None:
    rows = exported.google_forms()
    rows[2][0] = "gestern"
    assert recognised(rows) is None
    assert recognised([row[1:] + row[:1] for row in exported.google_forms()]) is None


def test_google_forms_as_a_quiz() -> None:
    rows = exported.google_forms()
    rows[0] += ["Punkte", "Alter? [Punktzahl]", "Alter? [Feedback]", "Was fehlt? [Feedback]"]
    export = sure(rows)
    assert [column.role for column in export.columns][-4:] == ["ignored", "ignored", "ignored", "answer"]


# Qualtrics


def test_qualtrics_says_kinds_by_number_too() -> None:
    export = sure(exported.qualtrics(labels=False))
    assert [why for _, why in export.left_out] == ["partial", "preview", "test", "screened"]


def test_qualtrics_by_progress_where_nothing_says_finished() -> None:
    rows = [row[:6] + row[7:] for row in exported.qualtrics()]
    assert sure(rows).left_out[0] == (5, "partial")


def test_qualtrics_by_channel_where_nothing_says_status() -> None:
    rows = [row[:2] + row[3:] for row in exported.qualtrics()]
    assert [why for _, why in sure(rows).left_out] == ["partial", "preview", "test"]


@pytest.mark.parametrize(("kept", "first"), [((0,), 1), ((0, 1), 2), ((0, 2), 2)])
def test_qualtrics_rows_of_headings_that_somebody_deleted(kept: tuple[int, ...], first: int) -> None:
    rows = exported.qualtrics()
    export = sure([rows[at] for at in kept] + rows[3:])
    assert export.first == first and len(export.left_out) == 4


def test_qualtrics_technical_columns_are_left_out() -> None:
    rows = exported.qualtrics()
    extra = {
        "Q7_First Click": "QID7_FIRST_CLICK",
        "Q7_Page Submit": "QID7_PAGE_SUBMIT",
        "Q_RecaptchaScore": "Q_RecaptchaScore",
        "Q2_DO_1": "QID2_DO",
        "SC0": "SC_0aBc",
        "SC1": "QID9",
        "Q3": "QID3",
    }
    ids = [f'{{"ImportId":"{one}"}}' for one in extra.values()]
    more = (list(extra), [""] * 7, ids)
    rows = [row + (more[at] if at < 3 else [""] * 7) for at, row in enumerate(rows)]
    assert [role(sure(rows), name) for name in extra] == ["ignored"] * 5 + ["answer"] * 2


def test_qualtrics_statement_after_a_question_with_the_same_sign() -> None:
    rows = exported.qualtrics()
    rows[1][17:] = [f"Tempo - wie sehr trifft das zu? - {text}" for text in exported.DE]
    assert [key(column.part) for column in answers(sure(rows))] == list(map(key, exported.DE))


def test_qualtrics_names_of_statements() -> None:
    rows = exported.qualtrics()
    rows[0][17:] = ["Q2_SV01", "Q2_SV02", "SV-03"]
    assert [column.names[1] for column in answers(sure(rows))][:2] == ["SV01", "SV02"]


# SurveyMonkey


def test_surveymonkey_in_any_language() -> None:
    rows = exported.surveymonkey(1)
    rows[0][:9] = [f"Columna {at}" for at in range(1, 10)]
    export = sure(rows)
    assert [column.role for column in export.columns] == [
        *("respondent", "ignored", "ignored", "date"), *["ignored"] * 5, *["answer"] * 3
    ]  # fmt: skip
    for at, text in ((0, "k"), (1, "Nord")):
        other = [list(row) for row in rows]
        other[2][at] = text
        assert recognised(other) is None


def test_surveymonkey_without_its_second_row() -> None:
    rows = exported.surveymonkey_single()
    export = sure(rows[:1] + rows[2:])
    assert export.first == 1
    assert [column.names for column in answers(export)] == [column.names for column in answers(sure(rows))]


def test_surveymonkey_statements_that_were_deleted_leave_no_heading() -> None:
    rows = exported.surveymonkey(1)
    export = sure(rows[:1] + rows[2:])
    assert [column.names for column in answers(export)] == [("How much does this apply?",), ("K",), ("L",)]


def test_surveymonkey_state_where_there_is_one() -> None:
    rows = exported.surveymonkey(1)
    states = ("Response Status", "", "completed", "partial")
    assert sure([[*row, state] for row, state in zip(rows, states)]).left_out == ((3, "partial"),)


def test_surveymonkey_question_with_a_text_beside_it() -> None:
    rows = exported.surveymonkey(1)
    rows = [
        row + more
        for row, more in zip(rows, (["Why?", ""], ["Response", "Other (please specify)"], ["", ""]))
    ]
    assert [column.names for column in answers(sure(rows))][3:] == [
        ("Why?",),
        ("Why? [Other (please specify)]",),
    ]


# KoBoToolbox and ODK


def test_kobo_with_labels() -> None:
    rows = exported.kobo()
    rows[0] = [
        f"Tempo/{exported.DE[exported.IDS.index(name[11:])]}" if "/" in name else name for name in rows[0]
    ]
    rows[0][6] = WORDS["de"]["code.open"]
    rows[0][10] = f"{WORDS['de']['comment.whole']}\n\n{WORDS['de']['comments']}"
    export = sure(rows)
    assert role(export, WORDS["de"]["code.open"]) == "respondent"
    assert role(export, "comment") == "comment"
    assert [column.names[1] for column in answers(export)][:2] == list(exported.DE[:2])


def test_labels_of_our_form_are_known() -> None:
    for words in WORDS.values():
        assert kobo.role_of_label(words["code.open"]) == "respondent"
        assert kobo.role_of_label(words["unit"]) == "unit"
        assert kobo.role_of_label(words["comment.whole"]) == "comment"


def test_kobo_item_called_as_one_of_our_columns() -> None:
    rows = exported.kobo()
    rows[0][0], rows[0][7] = "group_", "section_01/group"
    export = sure(rows)
    assert [column.role for column in export.columns if column.at in {0, 7}] == ["group", "answer"]


def test_odk_without_names_of_groups() -> None:
    rows = exported.odk_central()
    rows[0] = [name.removeprefix("section_01-").removeprefix("meta-") for name in rows[0]]
    assert [column.names[0] for column in answers(sure(rows))] == list(exported.IDS)


def test_odk_rejected_submissions_are_left_out() -> None:
    rows = exported.odk_central()
    rows[2][rows[0].index("ReviewState")] = "rejected"
    assert sure(rows).left_out == ((2, "screened"),)


# What any of them may ask


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Gruppe", "group"),
        ("Code", "respondent"),
        ("Vorname", "ignored"),
        ("Kommentar", "comment"),
        ("Alter", "answer"),
    ],
)
def test_questions_that_every_tool_may_ask(question: str, wanted: str) -> None:
    for name in (
        "limesurvey-texte.csv",
        "Umfrage.csv",
        "Survey.csv",
        "qualtrics.csv",
        "Sales.csv",
        "kobo.csv",
    ):
        rows = [[*row, ""] for row in SAMPLES[name].rows]
        rows[0][-1] = question
        found = sources.recognise(exported.table(rows))
        assert found is not None and found.source != "table"
        assert found.columns[-1].role == wanted, name


# What is none of them


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [["id"]],
        [["respondent", "group", "SV-01"], ["P1", "team", "4"]],
        [["Name", "E-Mail", "Frage 1"], ["Anna", "a@example.org", "ja"]],
        [["ID", "Datum", "Frage [Aussage]"], ["1", "02.11.2026", "4"]],
    ],
)
def test_other_tables_are_left_to_others(rows: exported.Rows) -> None:
    assert recognised(rows) is None


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_whatever_happened_to_a_file_it_is_read_or_left_to_others(name: str, data: st.DataObject) -> None:
    rows = [list(row) for row in SAMPLES[name].rows]
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.sampled_from(rows))
        if row:
            at = data.draw(st.integers(0, len(row) - 1))
            row[at:] = data.draw(
                st.sampled_from([[], [row[at]], ["", *row[at:]], ["[", "]"], ["{", '{"ImportId":']])
            )
    for source in sources.TOOLS:
        export = source(exported.table(rows))
        if export is not None:
            assert all(export.first <= index < len(rows) for index, _ in export.left_out)
            assert len({column.at for column in export.columns}) == len(export.columns)


@pytest.mark.parametrize("module", [headings, kobo])
def test_examples_in_the_modules(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.failed == 0 < found.attempted


def test_a_heading_that_is_only_a_bracket_beside_an_empty_one() -> None:
    rows = [["", "id. Antwort ID", "submitdate. Datum Abgeschickt", "["], ["", "1", "2026-11-02", "4"]]
    export = recognised(rows)
    assert export is None or export.first == 1
