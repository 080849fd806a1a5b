"""Who answered, against who was invited: issues of `engagement.yaml` that only its answers show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesex.errors import Issue
from salesex.model import Engagement
from salesex.surveys.formats.reader import Reader
from salesex.surveys.formats.switches import FOUND_WITH_ANSWERS, switch_off

FEWEST_INVITED = 4
"""Invitations from which on it is said that few have answered."""


def check(
    engagement: Engagement, answered: Mapping[str, int], at: Reader, sound: bool, cut_off: bool
) -> tuple[list[Issue], int]:
    """Compare the number of people who answered with `invited`, where it is given.

    Parameters
    ----------
    engagement : as it was read
    answered : number of people by group
    at : the reader of `engagement.yaml`
    sound : whether there is no error, so that nobody is missing because of one
    cut_off : whether a file was not read to its end, so that nothing is known

    Returns
    -------
    The issues, each at the `invited` of its group, and how many comments there switch off.
    """
    found = [] if cut_off else list(_too_many(engagement, answered, at))
    if sound:
        found += _too_few(engagement, answered, at)
    complete = sound and any(answered.values())
    return switch_off(at.document, found, FOUND_WITH_ANSWERS.__contains__, complete)


def _too_many(engagement: Engagement, answered: Mapping[str, int], at: Reader) -> Iterator[Issue]:
    """More than were invited; their number is not told either.

    Of a group too small to be shown this is an error: somebody who counts twice would make it look
    large enough.
    """
    minimum = engagement.privacy.min_group_size
    for group in engagement.groups:
        count, invited = answered.get(group.id, 0), group.invited
        if invited is None or count <= invited or group.single_role:
            continue
        node = at.place(group, "invited")
        if invited < minimum:
            yield at.issue("E056", node, group=group.id, invited=invited, minimum=minimum)
        else:
            yield at.issue("R070", node, group=group.id, invited=invited)


def _too_few(engagement: Engagement, answered: Mapping[str, int], at: Reader) -> Iterator[Issue]:
    """Fewer than a third; no number is told, which could be below the smallest group that is shown."""
    for group in engagement.groups if any(answered.values()) else ():
        count, invited = answered.get(group.id, 0), group.invited or 0
        if invited >= FEWEST_INVITED and 3 * count < invited:
            yield at.issue("E070", at.place(group, "invited"), group=group.id, invited=invited)
