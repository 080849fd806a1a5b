"""The state of a survey: who answered, what is too small to show, the steps of the procedure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from salesex.cli.status_words import StatusWords, status_words
from salesex.cli.summary import participation
from salesex.cli.summary.layout import grid, heading, note, plain
from salesex.cli.words import DASH
from salesex.model.remainder import never_counted
from salesex.model.rules import AXIS_ANSWERED_SHARE

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from salesex.model import Engagement, Questionnaire, RaterGroup
    from salesex.pipeline import QuestionnaireStatus, Status
    from salesex.scoring.turnout import GroupTurnout

MOST_NAMED = 2
"""Sections that are named; more of them are counted."""


def show(console: Console, status: Status, language: str) -> None:
    """Print the state of a survey in one language."""
    with console.capture() as captured:
        for part in parts(status, status_words(language)):
            console.print(part)
    text = captured.get()
    if console.is_terminal:
        console.file.write(text)
        return
    for line in text.splitlines():
        console.file.write(f"{line.rstrip()}\n")


def parts(status: Status, words: StatusWords) -> Iterable[RenderableType]:
    """Yield what is printed, from top to bottom."""
    about = status.engagement
    groups = {group.id: group for group in about.groups}
    yield heading(about.client, above=False)
    day = words("as_of", date=words.date(status.today.isoformat()))
    yield plain(f"{words('wave')} {about.wave} · {day}")
    if status.deleted:
        yield note(words("deleted", date=words.date(status.deleted)))
    else:
        yield from _answers(status, groups, words)
    yield from _procedure(status, words)
    if status.interviews:
        yield plain("\n" + words("interviews", count=status.interviews))


def _answers(
    status: Status, groups: Mapping[str, RaterGroup], words: StatusWords
) -> Iterable[RenderableType]:
    """Who answered, and what that is not enough for."""
    about = status.engagement
    yield from participation.tables(
        {group.id: group.title for group in about.groups},
        [(part.questionnaire.title, _answered(part, about, words)) for part in status.questionnaires],
        words,
    )
    unknown = [words.text(group.title) for group in about.groups if _uncounted(group)]
    if unknown:
        yield note(words("unknown", groups=words.listed(unknown)))
    yield from _too_small(status, groups, words)
    yield from _missing(status, groups, words)


def _uncounted(group: RaterGroup) -> bool:
    return group.invited is None and not group.single_role


def _answered(part: QuestionnaireStatus, about: Engagement, words: StatusWords) -> dict[str, str]:
    minimum = about.privacy.min_group_size
    return {
        group.participation.group: participation.answered(group.participation, minimum, words)
        for group in part.groups
    }


def _too_small(
    status: Status, groups: Mapping[str, RaterGroup], words: StatusWords
) -> Iterable[RenderableType]:
    rows = _collected(
        status,
        groups,
        words,
        lambda part, group: _why(
            status.engagement, part.questionnaire, group, groups[group.participation.group], words
        ),
    )
    yield heading(words("too_small"))
    yield grid([("", False), ("", False)], rows) if rows else note(words("all_shown"))


def _why(
    about: Engagement,
    questionnaire: Questionnaire,
    turnout: GroupTurnout,
    group: RaterGroup,
    words: StatusWords,
) -> str:
    """Why a group cannot be shown by itself, never how many are missing; nothing where it can."""
    minimum = about.privacy.min_group_size
    if turnout.shown == "whole":
        return ""
    if turnout.shown == "part":
        return words("shown.part", k=minimum, where=_sections(questionnaire, turnout, words))
    if turnout.shown == "no_consent":
        return words("shown.no_consent")
    if group.single_role:
        return words("shown.single")
    together = turnout.shown == "together"
    if turnout.participation.answered is not None:
        share = questionnaire.scoring.min_answered_share if questionnaire.dimensions else AXIS_ANSWERED_SHARE
        key = "shown.incomplete.together" if together else "shown.incomplete"
        return words(key, k=minimum, share=round(100 * share))
    if together:
        return words("shown.together", k=minimum)
    if group.invited is not None and group.invited < minimum:
        lost = questionnaire.id in never_counted(about, group)
        return words("shown.lost" if lost else "shown.never", k=minimum, invited=group.invited)
    return words("shown.none", k=minimum)


def _sections(questionnaire: Questionnaire, turnout: GroupTurnout, words: StatusWords) -> str:
    titles = {part.id: words.text(part.short or part.title) for part in questionnaire.dimensions}
    if len(turnout.hidden) > MOST_NAMED or not titles:
        return words("sections", count=len(turnout.hidden), of=turnout.sections)
    return words.listed([titles[section] for section in turnout.hidden])


def _missing(
    status: Status, groups: Mapping[str, RaterGroup], words: StatusWords
) -> Iterable[RenderableType]:
    double = 2 * status.engagement.privacy.min_group_size
    rows = _collected(
        status, groups, words, lambda _, group: _more(group, groups[group.participation.group], double, words)
    )
    if rows:
        yield heading(words("more"))
        yield grid([("", False), ("", False)], rows)


def _more(turnout: GroupTurnout, group: RaterGroup, double: int, words: StatusWords) -> str:
    """How many answers are missing to what is shown from twice the minimum on, where that is in reach.

    Only of groups whose number is shown anyway.
    """
    answered = turnout.participation.answered
    if answered is None or group.single_role or answered >= double or turnout.shown not in ("whole", "part"):
        return ""
    if group.invited is not None and group.invited < double:
        return ""
    count = double - answered
    return words("more.one" if count == 1 else "more.many", count=count, double=double)


def _collected(
    status: Status,
    groups: Mapping[str, RaterGroup],
    words: StatusWords,
    say: Callable[[QuestionnaireStatus, GroupTurnout], str],
) -> list[list[str]]:
    """Rows of group and sentence, in the order of groups; what holds for all a group is asked is one row."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in groups}
    asked = dict.fromkeys(groups, 0)
    for part in status.questionnaires:
        for turnout in part.groups:
            name, sentence = turnout.participation.group, say(part, turnout)
            asked[name] += 1
            if sentence:
                found[name].setdefault(sentence, []).append(words.text(part.questionnaire.title))
    return [
        [
            words.text(groups[name].title)
            + ("" if len(titles) == asked[name] else f" ({', '.join(titles)})"),
            sentence,
        ]
        for name, sentences in found.items()
        for sentence, titles in sentences.items()
    ]


def _procedure(status: Status, words: StatusWords) -> Iterable[RenderableType]:
    yield heading(words("procedure"))
    yield grid(
        [("", True), ("", False), ("", False), ("", False)],
        [
            [
                str(number),
                words(f"step.{one.step}"),
                words(f"state.{one.state}"),
                words.days(one.start, one.end) or DASH,
            ]
            for number, one in enumerate(status.steps, 1)
        ],
    )
    undated = [str(number) for number, one in enumerate(status.steps, 1) if one.start is one.end is None]
    if undated:
        key = "undated.one" if len(undated) == 1 else "undated.many"
        yield note(words(key, steps=words.listed(undated)))
