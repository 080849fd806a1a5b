"""What became of files that came back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file: the groups and codes it names, and what its answers and comments are to those stored.

    `new` were not there before, `unchanged` were there already, `changed` take the place of others.
    `taken_on` is the day on which the very same file was taken before; then nothing of it is read again.
    """

    file: str
    groups: tuple[str, ...]
    people: tuple[str, ...]
    new: int
    unchanged: int
    changed: int
    taken_on: str = ""

    @property
    def answers(self) -> int:
        """All answers and comments of the file."""
        return self.new + self.unchanged + self.changed


@dataclass(frozen=True, slots=True)
class Replaced:
    """What of one person is replaced by a file: items, `comment` or `comment:ITEM`; never the answers.

    `withdrawn` says that the file no longer has them, so that they are taken out; `recoded` that it has
    them under another code, or takes the place of the file they came with.
    """

    file: str
    respondent: str
    keys: tuple[str, ...]
    withdrawn: bool = False
    recoded: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """Headings of columns with content that are not taken over, by why; never what is in them.

    `personal` is about who somebody is, `tool` what the tool notes for itself; all others a person has
    `chosen`, in a map or the engagement, or they name `units` where the engagement has none.
    """

    chosen: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    tool: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an export of a survey tool was taken for, and what became of its columns and rows.

    `source` and `title` are those of `Export`; `map` is the file a person wrote, or empty. `by_id`,
    `by_text`, `by_map` count columns with answers and comments, `ignored` has those that were left out.
    `left_out` counts rows by why;
    `missing` has items of the same questionnaire that no column holds; `pseudonyms` says that people
    have no codes of their own.
    """

    file: str
    source: str
    title: str
    map: str
    by_id: int
    by_text: int
    by_map: int
    ignored: Ignored
    left_out: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    pseudonyms: bool
