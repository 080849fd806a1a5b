from __future__ import annotations

from salesex import catalogue
from salesex.catalogue import tell
from salesex.errors import Issue
from salesex.surveys.collected import MANY, Collected


def error(line: int, file: str = "a.csv") -> Issue:
    return catalogue.issue("R048", file=file, line=line)


def info(line: int) -> Issue:
    return catalogue.issue("R068", file="a.csv", line=line)


def test_after_many_one_issue_says_that_there_are_more() -> None:
    found = Collected(error(line) for line in range(1, MANY + 51))
    assert len(found) == MANY + 1 and found[MANY - 1] == error(MANY)
    more = found[-1]
    assert (more.code, more.severity, more.line) == ("R000", "warning", MANY + 1)
    assert tell(more).message == "and more in this file: only the first 1000 are listed"


def test_every_file_counts_by_itself() -> None:
    found = Collected(error(1) for _ in range(MANY + 1))
    assert found.is_full("a.csv") and not found.is_full("b.csv")
    found.append(error(7, "b.csv"))
    assert found[-1] == error(7, "b.csv")


def test_exactly_many_are_not_too_many() -> None:
    found = Collected(error(line) for line in range(MANY))
    assert len(found) == MANY and not found.is_full("a.csv")


def test_an_error_stays_behind_many_others() -> None:
    found = Collected([*map(info, range(MANY + 9)), error(5)])
    assert not found.is_full("a.csv")
    assert [issue.code for issue in found[MANY:]] == ["R000", "R048"]


def test_put_into_another_list_the_note_stays_one() -> None:
    found = Collected(error(line) for line in range(MANY + 9))
    again = Collected(found)
    again.append(error(1))
    assert again == found and again.is_full("a.csv")
