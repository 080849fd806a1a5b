"""Answers, groups and units of exports that are not understood, as far as they may be shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from salesex.exports.labels import Labels, as_label, has_failed, is_a_number
from salesex.exports.matching import Matched, cells
from salesex.exports.named import names
from salesex.exports.plain import exact, plain
from salesex.exports.row_issues import is_label
from salesex.exports.summaries import summary_rows
from salesex.model import Engagement, RaterGroup, Unit
from salesex.model.exports import Export, RawTable
from salesex.model.text import texts_in

Found = tuple[RawTable, Export, Matched]
Place = tuple[str, str]
"""A file and a cell of it."""
MANY_LABELS = 40
"""Answers that are listed; more are free text in a column that is none of answers."""
LONGEST_LABEL = 80
_CODE = re.compile(r"[A-Za-z]{1,3}[-_]?[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Open:
    """What nobody has given a meaning: texts as they come, and the first cell of each that is not shown.

    `texts_of` has codes by questionnaire, where one means other points on another scale.
    """

    texts: tuple[str, ...]
    hidden: tuple[Place, ...]
    texts_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Met:
    """A text, the labels or names it may be meant for, and the cells in which it stands."""

    text: str
    known: Collection[str]
    of: str = ""
    """Questionnaire it is asked for, or empty for all."""
    cells: list[Place] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return len(self.text) <= LONGEST_LABEL and is_label(self.text, len(self.cells), self.known)


def open_values(found: Iterable[Found], engagement: Engagement) -> dict[str, Open]:
    """Return the open values by the word of the map they belong to: `labels`, `groups`, `units`."""
    found = list(found)
    labels: dict[str, Labels] = {}
    for questionnaire in engagement.questionnaires:
        own = Labels(questionnaire, {})
        labels |= {item.id: own for item in questionnaire.items()}
    met: dict[str, dict[str, _Met]] = {"labels": {}, "groups": {}, "units": {}}
    _collect_labels(found, labels, met["labels"])
    _collect_names(found, "group", engagement.groups, met["groups"])
    _collect_names(found, "unit", engagement.units, met["units"])
    return {word: _told(texts.values()) for word, texts in met.items()}


def _told(met: Collection[_Met]) -> Open:
    shown = [each for each in met if each.is_shown][:MANY_LABELS]
    texts = {each.text for each in shown}
    return Open(
        tuple(each.text for each in shown if not each.of),
        tuple(each.cells[0] for each in met if each.text not in texts),
        {
            of: tuple(sorted((each.text for each in shown if each.of == of), key=_by_number))
            for of in dict.fromkeys(each.of for each in shown if each.of)
        },
    )


def _collect_labels(found: Iterable[Found], labels: Mapping[str, Labels], met: dict[str, _Met]) -> None:
    """Note answers that their scale does not have; of one that is counted otherwise every number is."""
    found = list(found)
    counted = _counted_otherwise(found, labels)
    there = {
        labels[each.target] for _, _, matched in found for each in matched.matches if each.target in labels
    }
    differ = len({(scale.low, scale.high) for scale in there}) > 1
    for table, export, matched in found:
        sums = summary_rows(table, export, matched)
        for each in matched.matches:
            if (scale := labels.get(each.target)) is None:
                continue
            for cell, text in cells(table, export, each.column, sums):
                is_number = scale in counted and is_a_number(text)
                if (is_number or scale.read(text) is None) and not has_failed(text):
                    of = scale.questionnaire if differ and _says_nothing(text) else ""
                    one = met.setdefault(f"{of}:{as_label(text)}", _Met(plain(text), scale.texts, of))
                    one.cells.append((table.file, cell))


def _says_nothing(text: str) -> bool:
    """Whether an answer is a code such as `A1` or `AO01`, or a number: what it means depends on the scale."""
    return is_a_number(text) or _CODE.fullmatch(plain(text)) is not None


def _by_number(code: str) -> tuple[int, str]:
    return len(code), code


def _collect_names(
    found: Iterable[Found], target: str, things: Iterable[RaterGroup | Unit], met: dict[str, _Met]
) -> None:
    """Note names of groups or units that the engagement does not have."""
    things = list(things)
    known = names(things)
    called = [name for thing in things for name in (*texts_in(thing.title), thing.id)]
    for table, export, matched in found:
        sums = summary_rows(table, export, matched)
        for column in matched.of(target):
            for cell, text in cells(table, export, column, sums):
                if known.find(text) is None and not has_failed(text):
                    met.setdefault(exact(text), _Met(plain(text), called)).cells.append((table.file, cell))


def _counted_otherwise(found: Iterable[Found], labels: Mapping[str, Labels]) -> set[Labels]:
    """Labels of questionnaires whose answers hold a number off the scale: none is sure to be on it."""
    return {
        own
        for table, export, matched in found
        for sums in [summary_rows(table, export, matched)]
        for each in matched.matches
        if (own := labels.get(each.target)) is not None
        if any(own.is_off(text) for _, text in cells(table, export, each.column, sums))
    }
