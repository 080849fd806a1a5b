"""What tells a row of an export apart whatever it is read with."""

from __future__ import annotations

from salesex.exports.marks import Marks

SAID = {f"A{number}": str(1 + number % 5) for number in range(24)}
CELLS = list(SAID.values())


def marks(*row: str, sha: str = "a", line: int = 2, who: str = "", said: dict[str, str] = SAID) -> set[str]:
    return set(Marks("salt", sha).of(row, line, [who], said))


def test_nothing_is_alike_without_a_reason() -> None:
    other = {item: str(5 - int(value)) for item, value in SAID.items()}
    assert not marks(*CELLS) & marks(*other.values(), line=3, said=other)
    assert not marks("1", *CELLS, who="1") & marks("2", *CELLS, line=3, who="2")
    few = {"A1": "4", "A2": "4"}
    assert not marks("03.11.2026 09:15", "4", "4", said=few) & marks(
        "03.11.2026 09:16", "4", "4", line=3, said=few
    )


def test_a_salt_makes_other_marks() -> None:
    assert not marks(*CELLS) & set(Marks("other", "a").of(CELLS, 2, [], SAID))


def test_the_same_row_is_known_in_another_file() -> None:
    assert marks("4", "5", "", said={}) & marks("4", "5", sha="b", line=9, said={})
    assert not marks("4", "5", said={}) & marks("5", "4", sha="b", line=9, said={})
    assert marks("x", sha="a", line=7) & marks("y", sha="a", line=7)


def test_number_and_time_are_known_however_they_are_written() -> None:
    one = marks("7", "03.11.2026 09:15:32", "1", who="7", said={"A1": "1"})
    assert one & marks("7", "2026-11-03 09:15", "5", sha="b", who="7", said={"A1": "5"})
    assert not one & marks("8", "2026-11-03 09:15", "5", sha="b", who="8", said={"A1": "5"})


def test_another_time_zone_is_the_same_row() -> None:
    assert marks("03.11.2026 09:15", *CELLS) & marks("03.11.2026 08:15", *CELLS, sha="b")


def test_one_changed_answer_of_many_leaves_a_half() -> None:
    edited = SAID | {"A3": "1"}
    assert marks("03.11.2026 09:15", *CELLS) & marks(
        "09.11.2026 10:00", *edited.values(), sha="b", said=edited
    )


def test_of_two_equal_rows_one_stays() -> None:
    both = Marks("salt", "a")
    first, second = set(both.of(["4", "4"], 2, [], {})), set(both.of(["4", "4"], 3, [], {}))
    assert not first & second
