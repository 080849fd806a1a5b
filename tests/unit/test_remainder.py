"""Groups whose answers enter no number, told from their invitations as `disclosure` decides later."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from salesex.model.remainder import never_counted
from salesex.scoring.disclosure import GroupCounts, decide
from salesex.surveys.discovery import check
from salesex.surveys.engagements.engagements import read_engagement

K = 5


def with_groups(folder: Path, groups: list[str]) -> Path:
    path = folder / "engagement.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("groups:\n")
    named = "".join(f"  g{n}: {{title: G{n}, {words}}}\n" for n, words in enumerate(groups))
    _, _, rest = rest.partition("responses:")
    path.write_text(f"{head}groups:\n{named}responses:{rest}", encoding="utf-8")
    return folder


def told(folder: Path, *groups: str) -> list[str]:
    issues = check([with_groups(folder, list(groups))]).issues
    return [f"{issue.code} {issue.path}" for issue in issues if issue.code in ("E071", "E073")]


SMALL = "perspective: self, invited: 4"


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([SMALL], ["E073"]),
        ([SMALL, "perspective: mirror, invited: 4"], ["E073", "E073"]),
        ([SMALL, "perspective: self, invited: 9"], ["E073"]),
        ([SMALL, "perspective: self, invited: 1"], ["E073", "E073"]),
        ([SMALL, "perspective: self, invited: 2"], ["E071", "E071"]),
        ([SMALL, "perspective: self"], ["E071"]),
        ([SMALL, "perspective: self, single_role: true"], ["E073"]),
        ([SMALL, *["perspective: self, single_role: true"] * 2], ["E071"]),
        ([SMALL, *["perspective: self, single_role: true, consent: 2026-01-02"] * 2], ["E073"]),
        (["perspective: self, single_role: true, invited: 1, consent: 2026-01-02"], []),
        (["perspective: self, invited: 5"], []),
    ],
)
def test_who_answers_for_nothing_is_told_before(acme: Path, groups: list[str], expected: list[str]) -> None:
    assert [place.split()[0] for place in told(acme, *groups)] == expected


def test_it_is_a_warning_that_names_the_questionnaires(acme: Path) -> None:
    with_groups(acme, [SMALL])
    (issue,) = (issue for issue in check([acme]).issues if issue.code == "E073")
    assert (issue.severity, issue.path) == ("warning", "/groups/g0/invited")
    assert dict(issue.facts)["questionnaires"] == (("own",), 0)


@pytest.mark.parametrize("sizes", list(itertools.product((1, 2, 4, 5, 7), repeat=3)))
def test_it_agrees_with_what_is_shown_when_everybody_answers(acme: Path, sizes: tuple[int, ...]) -> None:
    with_groups(acme, [f"perspective: self, invited: {size}" for size in sizes])
    engagement = read_engagement(acme).value
    assert engagement is not None
    counts = [GroupCounts(f"g{n}", "self", size, (size,)) for n, size in enumerate(sizes)]
    left_out = decide(counts, K).left_out
    assert tuple(each.id for each in engagement.groups if never_counted(engagement, each)) == left_out
