"""What a person says about an export: which column is what, what labels and names of groups mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

COMMENT = "comment"
RESPONDENT, NUMBER, DATE = "respondent", "number", "date"
FIXED = (RESPONDENT, NUMBER, "group", "unit", DATE)
"""Columns beside answers and comments that a map can name. A code is the person's own; a number is what
the tool counts its answers by, and is turned into a code."""
SEVERAL = frozenset({RESPONDENT, NUMBER, DATE, COMMENT, "ignore"})
"""What more than one column of an export may be."""
IGNORE = "ignore"
MISSING = "missing"
"""What an answer means that is none: the cell counts as empty."""
TARGETS = (*FIXED, COMMENT, IGNORE)
"""What a column can be, beside an item and `comment:ITEM`."""

Place = tuple[int | None, int | None]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A file of the format `salesex/map/1`, checked.

    `columns` has what each heading is: an item, `comment:ITEM` or one of `TARGETS`. `labels` has a
    value of the scale, `?` or `missing` for an answer as the tool writes it, `labels_of` the same for the
    answers to one questionnaire, by its id; these come first. `groups` and `units` have an id for a value of
    their column; `group` is the one all rows belong to, or empty. `places` has line and column of every
    entry in the file, by the keys that lead to it. `checksum` is that of the file.
    """

    file: str = ""
    checksum: str = ""
    source: str = ""
    group: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    labels_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[tuple[str, ...], Place] = field(default_factory=dict)

    def place(self, *keys: str) -> Place:
        """Line and column of an entry, as far as they are known: `place("labels", "ja")`."""
        return self.places.get(keys, (None, None))

    def labels_for(self, questionnaire: str) -> dict[str, str]:
        """Return what answers to one questionnaire mean; of two that read alike the last one holds."""
        own = self.labels_of.get(questionnaire, {})
        return {text: value for text, value in self.labels.items() if text not in own} | dict(own)
