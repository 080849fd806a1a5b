"""One cell as an answer: whole numbers on the scale, labels in any language, `?`."""

from __future__ import annotations

import re
from collections.abc import Collection

from salesex.model import NO_ANSWER, Questionnaire
from salesex.surveys.spelling import NO_ANSWER_SIGN, folded, whole_number

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


class AnswerScale:
    """What may stand in the cells of one questionnaire.

    `known` holds the answers by the texts met so far, so that a table costs one look-up per cell.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        scale = questionnaire.scale
        self.questionnaire = questionnaire.id
        self.low, self.high = scale.min, scale.max
        self.may_not_know = scale.no_answer is not None
        self.known: dict[str, int] = {str(value): value for value in range(scale.min, scale.max + 1)}
        self._labels: dict[str, int] = {}
        for value, text in scale.labels.items():
            for label in [text] if isinstance(text, str) else text.values():
                self._labels[folded(label)] = value
        if scale.no_answer is not None:
            texts = scale.no_answer
            for label in [texts] if isinstance(texts, str) else texts.values():
                self._labels[folded(label)] = NO_ANSWER
            self.known[NO_ANSWER_SIGN] = NO_ANSWER

    def read(self, text: str) -> int | str:
        """Return the raw answer or `NO_ANSWER` for a text that is not empty, else the code of its issue."""
        value = self.known.get(text)
        if value is None:
            value = self._labels.get(folded(text))
        if value is None:
            value = whole_number(text)
            if value is None:
                return self._code(text)
            if not self.low <= value <= self.high:
                return "R057"
        self.known[text] = value
        return value

    @property
    def labels(self) -> Collection[str]:
        """Everything but numbers that is an answer."""
        return self._labels

    def _code(self, text: str) -> str:
        if text == NO_ANSWER_SIGN:
            return "R059"
        if not _NUMBER.fullmatch(text):
            return "R058"
        return "R057" if re.fullmatch(r"[+-]?[0-9]+(?:[.,]0+)?", text) else "R056"
