"""Answers as tools write them: the number, the label, both together, or words for no answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from salesex.exports.plain import key, plain, signed
from salesex.exports.wording import negates
from salesex.model import Questionnaire
from salesex.model.column_map import MISSING
from salesex.model.text import texts_in

NO_ANSWER = "?"
CANNOT_JUDGE = frozenset(
    map(
        signed,
        (
            "weiß nicht",
            "weiss ich nicht",
            "ich weiß nicht",
            "weiß ich nicht",
            "kann ich nicht beurteilen",
            "kann ich nicht sagen",
            "nicht beurteilbar",
            "keine Angabe",
            "k. A.",
            "k.A.",
            "n. a.",
            "N/A",
            "don't know",
            "do not know",
            "I don't know",
            "cannot judge",
            "I cannot judge this",
            "can't say",
            "not applicable",
        ),
    )
)
"""Usual words for "cannot judge"; a scale that knows no such answer has none for them."""
LEFT_OPEN = frozenset(
    map(signed, ("Keine Antwort", "No answer", "Nicht beantwortet", "Not answered", "Prefer not to say"))
)
"""What tools write where somebody passed a question over."""
_NUMBER = re.compile(r"\+?([+-]?[0-9]{1,4})(?:[.,]0+)?")
_ERROR = re.compile(r"#\s?[A-ZÄÖÜ0-9/_]+[!?]?", re.IGNORECASE)
"""What a formula of Excel leaves where it fails: #N/A, #NV, #WERT!, #DIV/0!. It is nobody's answer."""
_NUMBER_FIRST = re.compile(r"[(\[]?([+-]?[0-9]{1,3})[)\]]?\s*(?:[-–—:=.,)]\s*|\s+|(?<=[)\]]))(\S.*)")
_NUMBER_LAST = re.compile(r"(.*\S)\s*[(\[]([+-]?[0-9]{1,3})[)\]]")


class Labels:
    """What may stand in the cells of one questionnaire.

    Parameters
    ----------
    questionnaire : its scale with the labels in all languages
    own : labels that a person has given a value of the scale, `?` or `missing`; they come first
    """

    def __init__(self, questionnaire: Questionnaire, own: Mapping[str, str]) -> None:
        scale = questionnaire.scale
        self.questionnaire = questionnaire.id
        self.low, self.high = scale.min, scale.max
        self._may_not_know = scale.no_answer is not None
        self._labels = {value: frozenset(map(signed, texts_in(text))) for value, text in scale.labels.items()}
        self._values = _single(self._labels)
        self._cannot_judge = CANNOT_JUDGE - self._values.keys()
        if scale.no_answer is not None:
            self._cannot_judge |= frozenset(map(signed, texts_in(scale.no_answer)))
        self.texts = [text for label in scale.labels.values() for text in texts_in(label)]
        self._own = {as_label(text): value for text, value in own.items()}
        self._numbers_by_map = any(
            _NUMBER.fullmatch(plain(text)) and value not in {NO_ANSWER, MISSING}
            for text, value in own.items()
        )
        self._known: dict[str, str | None] = {}

    def read(self, text: str) -> str | None:
        """Return a cell as a number of the scale, `?`, or empty; None where it is no answer."""
        if text not in self._known:
            self._known[text] = self._read(plain(text))
        return self._known[text]

    def _read(self, text: str) -> str | None:
        if not text:
            return ""
        if has_failed(text):
            return None
        name = as_label(text)
        if name in self._values:  # what a map says of it is meant for another scale
            return str(self._values[name])
        if name in self._own:
            return self._mapped(self._own[name])
        if text == NO_ANSWER or name in self._cannot_judge:
            return NO_ANSWER if self._may_not_know else ""
        if name in LEFT_OPEN:
            return ""
        return self._number(text)

    def lacks_number(self, text: str) -> bool:
        """Whether a cell is a number of the scale that the map does not name, while it names others."""
        return self._numbers_by_map and self._in_range_alone(text)

    def is_off(self, text: str) -> bool:
        """Whether a cell is a number off the scale: then the tool counts in another way."""
        alone = _NUMBER.fullmatch(plain(text))
        return alone is not None and self._in_range(alone[1]) is None

    def is_mapped(self, text: str) -> bool:
        """Whether a person has said what a cell means."""
        return as_label(text) in self._own

    def mapped_off(self, text: str) -> str | None:
        """Return the value that a person has given a cell, where this scale does not have it."""
        value = self._own.get(as_label(text))
        return value if value is not None and self._mapped(value) is None else None

    def counts(self, text: str) -> bool:
        """Whether a cell is a number that is taken as it is."""
        return not self._numbers_by_map and self._in_range_alone(text)

    @property
    def cut_end(self) -> int | None:
        """The end of the scale that a person has no label for, while there is one for every other point."""
        values = {int(value) for value in self._own.values() if value not in {NO_ANSWER, MISSING}}
        ends = {*range(self.low, self.high + 1)} - values
        return min(ends) if len(ends) == 1 and ends <= {self.low, self.high} else None

    def is_turned(self, points: Collection[tuple[int, str]]) -> bool:
        """Whether numbers and labels that a heading tells are those of another scale, or of one turned."""
        if len(points) < 2:
            return False
        if any(not self.low <= number <= self.high for number, _ in points):
            return True
        meant = [
            (number, self._values[signed(text)]) for number, text in points if signed(text) in self._values
        ]
        if meant:
            return any(number != value for number, value in meant)
        ends = [negates(key(text).split()) for _, text in (min(points), max(points))]
        own = [
            any(negates(label.split()) for label in self._labels.get(end, ()))
            for end in (self.low, self.high)
        ]
        return ends[0] is not ends[1] and own[0] is not own[1] and ends != own

    def contradicts(self, text: str, value: str) -> bool:
        """Whether a label is one of the scale itself, and stands there for something else."""
        return str(self._values.get(as_label(text), value)) != value

    def _mapped(self, value: str) -> str | None:
        """What a person says a label is, where this scale has it."""
        if value == MISSING:
            return ""
        if value == NO_ANSWER:
            return NO_ANSWER if self._may_not_know else ""
        return value if self.low <= int(value) <= self.high else None

    def _number(self, text: str) -> str | None:
        """A number of the scale, by itself or beside its own label: "4 of 10" is none."""
        if alone := _NUMBER.fullmatch(text):
            return None if self._numbers_by_map else self._in_range(alone[1])
        for number, label in _numbered(text):
            value = self._in_range(number)
            if value is not None and signed(label) in self._labels.get(int(value), ()):
                return value
        return None

    def _in_range_alone(self, text: str) -> bool:
        alone = _NUMBER.fullmatch(plain(text))
        return alone is not None and self._in_range(alone[1]) is not None

    def _in_range(self, number: str) -> str | None:
        return str(int(number)) if self.low <= int(number) <= self.high else None


def has_failed(text: str) -> bool:
    """Whether a cell holds what a formula leaves where it fails."""
    return _ERROR.fullmatch(plain(text)) is not None


def is_a_number(text: str) -> bool:
    """Whether an answer is a number and nothing else."""
    return _NUMBER.fullmatch(plain(text)) is not None


def as_label(text: str) -> str:
    """An answer as it is compared: numbers by their value, all others by words and signs."""
    alone = _NUMBER.fullmatch(plain(text))
    return signed(text) if alone is None else str(int(alone[1]))


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    """Number and label of texts such as `3 - teils, teils` and `teils, teils (3)`."""
    if first := _NUMBER_FIRST.fullmatch(text):
        yield first[1], first[2]
    if last := _NUMBER_LAST.fullmatch(text):
        yield last[2], last[1]


def _single(labels: Mapping[int, Collection[str]]) -> dict[str, int]:
    """The value of every label that stands for a single one."""
    found: dict[str, set[int]] = {}
    for value, names in labels.items():
        for name in names:
            found.setdefault(name, set()).add(value)
    return {name: next(iter(values)) for name, values in found.items() if len(values) == 1}
