"""Texts: languages and words."""

from __future__ import annotations

from collections.abc import Iterator

from salesex.errors import Issue
from salesex.model import Questionnaire
from salesex.surveys.reader import Reader


def complete_languages(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Every text has the languages that others have."""
    everywhere = frozenset[str]().union(*(have for _, have in at.texts))
    for node, have in at.texts:
        if have != everywhere:
            yield at.issue("Q031", node, missing=sorted(everywhere - have))
