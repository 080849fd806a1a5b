"""Small groups of one perspective that may be shown together, and those that can never be."""

from __future__ import annotations

from collections.abc import Sequence

from salesex.model.engagement import Engagement, RaterGroup
from salesex.model.questionnaire import Questionnaire


def remainder(counts: Sequence[int], minimum: int) -> bool:
    """Whether small groups of these sizes may be shown together.

    Together at least k, and beside the largest at least ceil((k-1)/2) others, so that whoever knows
    one group's answers learns little about the rest.
    """
    return sum(counts) >= minimum and sum(counts) - max(counts, default=0) >= minimum // 2


def never_counted(engagement: Engagement, group: RaterGroup) -> tuple[str, ...]:
    """Questionnaires in which a small group enters no number, even if everybody invited answers.

    Groups that are large enough by their invitations count for themselves. Where it is not known how
    many were invited nothing is said: they may be few and make up the minimum together with this one.
    """
    minimum = engagement.privacy.min_group_size
    if group.invited is None or group.invited >= minimum or group.single_role:
        return ()
    return tuple(
        questionnaire.id
        for questionnaire in engagement.questionnaires
        if group in engagement.groups_of(questionnaire.id)
        and _observes(group, questionnaire)
        and not _may_be_together(engagement, group, questionnaire, minimum)
    )


def _may_be_together(
    engagement: Engagement, group: RaterGroup, questionnaire: Questionnaire, minimum: int
) -> bool:
    same = [each for each in engagement.groups_of(questionnaire.id) if each.perspective == group.perspective]
    if any(each.invited is None and not each.single_role for each in same):
        return True
    sizes = [_most(each) for each in same]
    return remainder([size for size in sizes if 0 < size < minimum], minimum)


def _most(group: RaterGroup) -> int:
    """How many of a group can be shown with others: nobody of those who are shown by themselves."""
    if group.single_role:
        return 0 if group.consent is not None else 1
    return group.invited or 0


def _observes(group: RaterGroup, questionnaire: Questionnaire) -> bool:
    return any(group.perspective in item.observers for item in questionnaire.items())
