"""The answer scale and its labels."""

from __future__ import annotations

from collections.abc import Iterator

from salesex.errors import Issue
from salesex.model import Questionnaire, Scale
from salesex.model import Text as ModelText
from salesex.surveys.formats.reader import Reader
from salesex.surveys.spelling import NO_ANSWER_SIGN, folded, whole_number
from salesex.surveys.yaml.nodes import Node, ScalarNode


def scale_direction(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """The scale runs upwards."""
    scale = questionnaire.scale
    if scale.min >= scale.max:
        node = at.place(questionnaire, "scale", "max")
        yield at.issue("Q051", node, low=scale.min, high=scale.max)


def labels_on_scale(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Labels belong to answers."""
    scale, node = questionnaire.scale, at.place(questionnaire, "scale", "labels")
    for value in scale.labels if scale.min < scale.max else ():
        if not scale.min <= value <= scale.max:
            place = at.key(node, _written(value, node)) or node
            yield at.issue("Q052", place, value=value, low=scale.min, high=scale.max)


def clear_labels(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """No label can be taken for another answer."""
    scale = questionnaire.scale
    meaning: dict[str, int | None] = {NO_ANSWER_SIGN: None}
    answers = [*scale.labels.items(), *([(None, scale.no_answer)] if scale.no_answer else [])]
    for value, text in answers:
        for label in dict.fromkeys([text] if isinstance(text, str) else text.values()):
            known_as = folded(label)
            if meaning.setdefault(known_as, value) != value or _is_other_number(known_as, value, scale):
                written = "" if value is None else _written(value, at.place(questionnaire, "scale", "labels"))
                node = at.place(questionnaire, "scale", *_label_keys(written, text, label))
                yield at.issue("Q053", node, label=label)


def _written(value: int, labels: Node) -> str:
    """The key of an answer as it is written: 1, 01 or +1."""
    keys = (key.value for key, _ in labels.value if isinstance(key, ScalarNode))
    return next((key for key in keys if whole_number(key) == value), str(value))


def _label_keys(value: str, text: ModelText, label: str) -> tuple[str, ...]:
    """Where a label stands in the scale, its language included."""
    keys = ("labels", value) if value else ("no_answer",)
    return keys if isinstance(text, str) else (*keys, next(name for name in text if text[name] == label))


def _is_other_number(label: str, value: int | None, scale: Scale) -> bool:
    """Whether a label is a number, not its answer's own; "cannot judge" (None) may be one off the scale."""
    number = whole_number(label)
    if number is None or number == value:
        return False
    return value is not None or scale.min <= number <= scale.max


def end_labels(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Both ends of the scale have labels; one that lies off the scale (Q052) was meant for an end."""
    scale = questionnaire.scale
    missing = [str(end) for end in (scale.min, scale.max) if end not in scale.labels]
    if missing and scale.min < scale.max and all(scale.min <= value <= scale.max for value in scale.labels):
        place = at.place(questionnaire, "scale")
        yield at.issue("Q070", at.key(place, "labels") or at.head(place), missing=missing)
