"""File names of forms, one of their own for each, on every system."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping

from salesex.model import Engagement

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
Asked = tuple[str, str]
"""Ids of a group and a questionnaire."""


def stems(engagement: Engagement) -> Mapping[Asked, str]:
    """Return what the names of the forms begin with, by group and questionnaire.

    `team-own` is the one of `team` for `own`; where two would be the same (`a-b` for `c`, `a` for
    `b-c`), a dot, which ids never have, stands between.
    """
    asked = [
        (group.id, questionnaire.id)
        for group in engagement.groups
        for questionnaire in engagement.questionnaires
    ]
    names = Counter("-".join(pair).casefold() for pair in asked)
    return {pair: ("-" if names["-".join(pair).casefold()] == 1 else ".").join(pair) for pair in asked}


def file_name(*parts: str, ending: str) -> str:
    """Return a file name of the parts that say something, and the ending."""
    return f"{'-'.join(part for part in parts if part)}.{ending}"


def folder_name(code: str) -> str:
    """Return the name of the folder for one code; a code of one's own may hold any sign.

    >>> folder_name("KX4P7MW"), folder_name("../x")
    ('KX4P7MW', '-x-d6b96a97')
    """
    if _SAFE.fullmatch(code):
        return code
    return f"{re.sub('[^A-Za-z0-9]+', '-', code)[:32]}-{hashlib.sha256(code.encode()).hexdigest()[:8]}"
