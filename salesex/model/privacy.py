"""Personal data in an engagement folder: what lies where, what is to do, and what was deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

PRIVACY_FORMAT = "salesex/privacy/1"
PURGED_FORMAT = "salesex/purged/1"

Kind = Literal[
    "answers",
    "codes",
    "origins",
    "ledger",
    "journal",
    "form",
    "notes",
    "map",
    "results",
    "report",
    "log",
    "paper",
    "raw",
    "table",
    "leftover",
    "other",
]
"""What a file holds. `map`: how columns are read, which may quote what people wrote; `paper`: made by
`privacy record`; `raw`: answers outside `responses/`; `table`: perhaps such; `leftover`: of an
interrupted writing; `other`: what nothing is known of."""
PERSONAL: tuple[Kind, ...] = (
    "answers",
    "codes",
    "origins",
    "ledger",
    "journal",
    "notes",
    "map",
    "log",
    "raw",
    "table",
    "leftover",
)
"""What is for the consultant only."""
Todo = Literal[
    "keep_until_missing",
    "keep_until_passed",
    "committed",
    "not_ignored",
    "open_to_others",
    "code_is_name",
    "raw_in_responses",
    "raw_beside",
    "results_passed",
    "notes_passed",
    "leftover",
    "unreadable",
]
Note = Literal["deleted", "small_minimum", "history", "synced", "notes", "comments_shown", "results_older"]


Use = Literal["comment", "group", "unit", "respondent", "ignore"]
"""What is done with the answers to a further question; `respondent`: they are taken as codes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a survey tool that is no statement of a questionnaire, by its heading in a map."""

    heading: str
    use: Use


@dataclass(frozen=True, slots=True)
class Gathered:
    """How answers came, as far as the folder tells.

    `surveyed`: from a survey tool or a table; `tools` are the titles of those that answers were collected
    from, `tables` whether also from tables that no tool is known by. `raw` counts exports and other tables
    that are not answers. `asked`, `noted` and `to_items` are what maps know of beside statements: questions,
    what a tool notes about persons, and the number of questions for comments on single statements.
    """

    surveyed: bool = False
    tools: tuple[str, ...] = ()
    tables: bool = False
    raw: int = 0
    asked: tuple[Asked, ...] = ()
    noted: tuple[str, ...] = ()
    to_items: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What lies in one place: files of one kind, and how many people's codes stand in them.

    `path` is below the engagement folder, a folder ending in `/`; `people` None where that is not known.
    """

    path: str
    kind: Kind
    files: int
    people: int | None = None
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Something to do or to know: its code, the places it is about, and numbers for its sentence."""

    code: Todo | Note
    places: tuple[str, ...] = ()
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Purged:
    """One line of `private/purged.jsonl`: that something was deleted, and how much; never what it said.

    `code` is None for everything after the last day of keeping, when the codes of earlier lines go, too.
    `people` is how many codes there were then; `tools` are the survey tools that answers came from, where
    nothing else tells that any more. `marks` are salted digests of the rows of exports that the answers came
    from: by them nobody comes back under another code.
    """

    date: str
    kind: Literal["code", "expired"]
    code: str | None = None
    people: int = 1
    changed: int = 0
    deleted: int = 0
    rows: int = 0
    tools: tuple[str, ...] = ()
    format: str = PURGED_FORMAT
    marks: tuple[str, ...] = ()


What = Literal["deleted", "rows", "words", "unlinked", "comments"]
"""`rows` are gone, `words` blanked, `comments` left out; `unlinked`: the ledger forgot whose row it is."""


@dataclass(frozen=True, slots=True)
class Act:
    """What happens to one file, and to how much of it."""

    path: str
    what: What
    count: int = 1


@dataclass(frozen=True, slots=True)
class Left:
    """A file that stays though it may concern somebody, and why.

    `mention`: the word stands there, but may mean something else. `source`: answers of theirs were
    collected from it, at `place`; `row` where all of them stand in one, else 0. `link`, `large`,
    `unreadable`: nobody looked inside; `packed`: what stands in it cannot be searched.
    """

    path: str
    why: Literal["mention", "source", "link", "large", "unreadable", "packed", "notes", "table"]
    place: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class VersionControl:
    """Whether the folder is under version control: `root` of the working copy, None where it is not.

    `committed` are files with personal data that are (or wait to be) in it, `not_ignored` places that
    would be taken along; `unknown`: the list of files cannot be read.
    """

    root: str | None = None
    committed: tuple[str, ...] = ()
    not_ignored: tuple[str, ...] = ()
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """The last day of keeping, None where none is set, and whether it has passed."""

    keep_until: dt.date | None
    passed: bool
