"""Codes are random, show slips, and the list of them loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.errors import CannotRunError
from salesex.forms.codes import with_codes
from salesex.model.code_list import codes_csv, read_codes
from salesex.model.codes import LETTERS, SIGNS, Code, code_of, is_code, meant_by, new_code

codes = st.builds(lambda seed: new_code(seed.choice), st.randoms(use_true_random=False))


def test_codes_have_no_sign_that_is_taken_for_another() -> None:
    assert not set("01OIQL6BSZUAE") & set(SIGNS)
    assert len(set(SIGNS)) == 23
    assert set(LETTERS) < set(SIGNS)


def test_many_codes_differ_and_begin_with_a_letter() -> None:
    made = [new_code() for _ in range(500)]
    assert len(set(made)) == 500
    assert all(is_code(code) and code[0] in LETTERS and len(code) == 7 for code in made)
    assert made != sorted(made)


@given(codes, st.integers(0, 6), st.sampled_from(SIGNS))
@settings(max_examples=200)
def test_one_wrong_sign_shows(code: str, at: int, sign: str) -> None:
    wrong = code[:at] + sign + code[at + 1 :]
    assert is_code(wrong) is (wrong == code)


@given(codes, st.integers(0, 5))
@settings(max_examples=200)
def test_two_exchanged_signs_show(code: str, at: int) -> None:
    wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert is_code(wrong) is (wrong == code)


@pytest.mark.parametrize("text", ["", "KX4P7M", "kx4p7mw", "KX4P7MW ", "../../x", "2X4P7MW", "KX4P7MWW"])
def test_other_texts_are_no_codes(text: str) -> None:
    assert not is_code(text)


def test_codes_that_are_there_stay_and_others_fill_up() -> None:
    first = with_codes((), "team", 3, "2026-11-02")
    second = with_codes(first, "team", 5, "2026-11-09")
    assert set(first) < set(second)
    assert [one.made_on for one in second] == ["2026-11-02"] * 3 + ["2026-11-09"] * 2
    assert with_codes(second, "team", 4, "2026-11-10") == second
    assert {one.group for one in with_codes(second, "buyers", 1, "2026-11-10")} == {"team", "buyers"}


def test_a_code_is_never_given_twice() -> None:
    same = iter("CCCCCC" * 2 + "DCCCCC")
    made = with_codes((), "team", 2, "2026-11-02", lambda signs: next(same))
    assert len({one.code for one in made}) == 2


def test_the_list_is_read_as_written_and_as_spreadsheets_save_it() -> None:
    made = with_codes((), "team", 4, "2026-11-02")
    data = codes_csv(made)
    assert data.splitlines()[0] == b"group;code;made_on"
    assert set(read_codes(data, "codes.csv")) == set(made)
    for other in (
        b"\xef\xbb\xbf" + data,
        data.replace(b"\n", b"\r\n"),
        data.replace(b";", b","),
        data + b";;\n",
    ):
        assert set(read_codes(other, "codes.csv")) == set(made)


def test_the_list_does_not_tell_in_which_order_codes_were_made() -> None:
    assert codes_csv([Code("b", "X", ""), Code("a", "Y", "")]) == codes_csv(
        [
            Code("a", "Y", ""),
            Code("b", "X", ""),
        ]
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"code;group\n",
        b"group;code;made_on\n;P01;2026-11-02\n",
        b"group;code;made_on\nteam;../P01;2026-11-02\n",
        b"group;code;made_on\nteam;Anna Muster;2026-11-02\n",
        b"group;code;made_on\nteam\n",
        b"\xff\xfe",
    ],
)
def test_a_damaged_list_stops_the_run(data: bytes) -> None:
    with pytest.raises(CannotRunError, match=r"codes\.csv is no list of codes"):
        read_codes(data, "codes.csv")


def test_a_line_that_does_not_belong_there_is_named() -> None:
    data = b"group;code;made_on\nteam;KX4P7MW;2026-11-02\n;;total 1\n"
    with pytest.raises(CannotRunError, match="line 3 has no group"):
        read_codes(data, "codes.csv")


def test_codes_of_ones_own_may_stand_on_the_list() -> None:
    data = b"group;code;made_on\nteam;KX4P7MW;2026-11-02\nteam;P01;\n"
    assert [one.code for one in read_codes(data, "codes.csv")] == ["KX4P7MW", "P01"]
    assert codes_csv(read_codes(data, "codes.csv")) == data
    assert [one.code for one in with_codes(read_codes(data, "codes.csv"), "team", 2, "")] == [
        "KX4P7MW",
        "P01",
    ]


def test_a_form_without_a_code_always_gets_the_same_one() -> None:
    assert code_of(b"form") == code_of(b"form")
    made = {code_of(str(number).encode()) for number in range(200)}
    assert len(made) == 200 and all(map(is_code, made))


@given(codes, st.integers(0, 7), st.sampled_from(SIGNS))
@settings(max_examples=200)
def test_a_sign_too_many_or_missing_is_seen(code: str, at: int, sign: str) -> None:
    assert meant_by(code[:at] + sign + code[at:], [code]) == code
    assert meant_by(code[:at] + code[at + 1 :], [code]) == code


@pytest.mark.parametrize("text", ["KX4P7", "XK4PM7W", "KX4P7MWWW", "DDDDDDD", ""])
def test_two_slips_are_another_code(text: str) -> None:
    assert meant_by(text, ["KX4P7MW"]) is None
