"""The rules of disclosure as numbers that people can be told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """From how many people on what is shown.

    `minimum` is the engagement's, `floor` the smallest that salesex takes. `group`: values of a group,
    and the mean of a statement. `beside`: people beside the largest of small groups that are shown
    together. `spread` of a statement, `comments` word for word.
    """

    minimum: int
    floor: int
    group: int
    beside: int
    spread: int
    comments: int
