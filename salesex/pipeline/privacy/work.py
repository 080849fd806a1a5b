"""Taking codes out of an engagement folder, file by file, before anything is written."""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, UsageError
from salesex.model.privacy import Act, Left, Purged, What
from salesex.pipeline.privacy import forgotten, log
from salesex.pipeline.privacy.editing import NotEditableError, Rows, hidden, without
from salesex.pipeline.privacy.exported import Exported
from salesex.pipeline.privacy.holdings import Holdings, Stored
from salesex.pipeline.privacy.log import LOG_FILE
from salesex.pipeline.privacy.traces import Finder, below, finder, is_distinct
from salesex.store import ORIGINS_FILE

if TYPE_CHECKING:
    from salesex.model import Responses
    from salesex.model.ledger import Ledger
    from salesex.surveys.engagements.engagements import EngagementReading

RESULTS, LEDGER, SCORES = "results/results.json", "private/ledger.json", "results/scores.csv"
_SEARCHED = frozenset({"notes", "map", "raw", "table", "other"})
_PACKED = (".pdf", ".gz", ".bz2", ".xz", ".7z", ".rar", ".eml")
"""Ends of names of files in which nobody finds a code by reading their bytes."""
MOST_PLACES = 5
"""Places in one workbook that are named."""
SHORTEST_MENTION = 3
"""Signs of a code that is looked for in notes though it may be an ordinary word."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What is to be written and removed, and what a person should know.

    `files` and `gone` are to be written and removed together; both are empty where nothing is left of
    anybody. `acts` say what happens to every file, `rows` counts the rows that go. `left` stays though it
    may concern somebody. `older`: stored results rest on answers that are deleted.
    """

    folder: Path
    language: str
    codes: tuple[str, ...]
    files: Mapping[Path, bytes]
    gone: tuple[Path, ...]
    acts: tuple[Act, ...]
    left: tuple[Left, ...]
    rows: int
    older: bool = False


@dataclass(slots=True)
class Work:
    """The folder as it is to be, while codes go one after the other."""

    folder: Path
    held: Holdings
    reading: EngagementReading
    files: dict[str, Stored] = field(init=False)
    acts: dict[tuple[str, What], Act] = field(default_factory=dict)
    left: dict[str, Left] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)
    rows: int = 0
    answers: Responses | None = field(init=False)

    exported: Exported = field(init=False)
    cut: dict[str, list[int]] = field(default_factory=dict)
    """Numbers of rows that are gone, by file, as they were at first."""
    done: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        from salesex.surveys.answers.responses import read_responses

        self.exported = Exported(self.folder, self.reading, self.held)
        self.files = {each.path: each for each in self.held.files}
        self.answers = read_responses(self.folder, self.reading, []).value

    def purge(self, code: str) -> Purged | None:
        """Take one code out of every file; None where the log says that it was done before.

        Raises
        ------
        UsageError : nobody has the code
        CannotRunError : a file with personal data cannot be opened
        """
        before, rows = dict(self.files), self.rows
        words = _vocabulary(self.reading)
        find = finder(code, {*words, *self.held.people})
        sure = is_distinct(code, words)
        ledger = self._ledger()
        if not self._is_known(code, find, sure, ledger):
            return None
        told, marks = self._forget(code, ledger), self._marks(code)
        for path, file in before.items():
            if path in {RESULTS, LEDGER} and sure and path in self.files:
                self._words(self.files[path], code, find)
            elif path not in {LOG_FILE, RESULTS, LEDGER}:
                self._edit(file, code, find, sure)
        if told:
            for path in [path for path, file in self.files.items() if file.kind == "report"]:
                self._remove(path)
        self._tell_sources(code)
        changed = sum(path in self.files and self.files[path] is not file for path, file in before.items())
        removed = len(before) - len(self.files)
        return Purged("", "code", code, 1, changed, removed, self.rows - rows, marks=marks)

    def _marks(self, code: str) -> tuple[str, ...]:
        """By what somebody's rows in exports are known under any other code."""
        return forgotten.marks_of(self.held.content(ORIGINS_FILE), code)

    def refuse(self) -> None:
        """Stop where a file holds a code and cannot be edited.

        Raises
        ------
        CannotRunError : there is such a file; all of them are named
        """
        if self.stuck:
            raise CannotRunError(
                f"nothing is deleted: the code stands in what cannot be edited: {'; '.join(self.stuck)}",
                "Delete it there yourself, then run the command again.",
            )

    def result(self, codes: tuple[str, ...], done: Sequence[Purged]) -> Purge:
        """What is to be written and removed; the log comes first, so that nothing goes without a line."""
        before = {each.path: each for each in self.held.files}
        self._keep_together(before)
        changed = {
            below(self.folder, path): file.data or b""
            for path, file in self.files.items()
            if file is not before.get(path)
        }
        logged = {below(self.folder, LOG_FILE): log.with_lines(self.held.content(LOG_FILE), done)}
        return Purge(
            folder=self.folder,
            language=self.reading.language,
            codes=codes,
            files=logged | changed if done else {},
            gone=tuple(below(self.folder, path) for path in before if path not in self.files),
            acts=tuple(sorted(self.acts.values(), key=lambda act: (act.path, act.what))),
            left=tuple(self.left.values()),
            rows=self.rows,
            older=bool(done) and RESULTS in self.files,
        )

    def _keep_together(self, before: Mapping[str, Stored]) -> None:
        """Let the ledger know results by their new content, as it knew the former."""
        from salesex.store import ledger_json

        results, ledger = self.files.get(RESULTS), self._ledger()
        if ledger is None or results is None or results is before[RESULTS]:
            return
        if ledger.results == _sum(before[RESULTS]):
            after = replace(ledger, results=_sum(results))
            self.files[LEDGER] = replace(self.files[LEDGER], data=ledger_json(after))

    def _is_known(self, code: str, find: Finder, sure: bool, ledger: Ledger | None) -> bool:
        from salesex.catalogue import nearest
        from salesex.model.codes import is_code, is_made
        from salesex.surveys.answers.response_text import file_stem

        if not code:
            raise UsageError("the code is empty", "Name it with --code CODE.")
        people = self.held.people
        if code in people or any(is_notes(path, code) for path in self.files):
            return True
        if ledger and forgotten.knows(ledger, forgotten.id_of(ledger, code)):
            return True
        files = [each for each in self.files.values() if each.path != LOG_FILE]
        alike = {other.casefold() for other in people} | {file_stem(other).casefold() for other in people}
        sure = sure and (is_code(code) or is_made(code)) and code.casefold() not in alike
        if sure and any(find.in_name(each.path) or find.count(each.data or b"") for each in files):
            return True
        if log.mentions(self.held.content(LOG_FILE), code):
            return False
        stems = {file_stem(other): other for other in people}
        meant = stems.get(code) or nearest(code, people)
        hint = f"Did you mean `{meant}`? " if meant else ""
        raise UsageError(f"there is no code `{code}` in {self.folder.as_posix()}", f"{hint}Case matters.")

    def _ledger(self) -> Ledger | None:
        from salesex.store import parse_ledger, read_ledger

        stored = self.files.get(LEDGER)
        if stored is None or stored.data is None:
            return read_ledger(self.folder)  # says why it cannot be read
        return parse_ledger(stored.data, below(self.folder, LEDGER))

    def _forget(self, code: str, ledger: Ledger | None) -> bool:
        """Take somebody out of ledger and results; return whether their words were ever told."""
        from salesex.store import ledger_json

        who = forgotten.id_of(ledger, code) if ledger else ""
        told = forgotten.words_told(ledger, who)
        if ledger and forgotten.knows(ledger, who):
            after = forgotten.unlinked(ledger, who)
            self.files[LEDGER] = replace(self.files[LEDGER], data=ledger_json(after))
            self._act(LEDGER, "unlinked")
        said = self._said(code)
        if said is None and ledger is None and RESULTS in self.files:  # whose words it quotes is not known
            self._remove(RESULTS)
            self._remove(SCORES)
            return True
        return self._silence(told | (said or forgotten.Words())) or bool(told)

    def _silence(self, words: forgotten.Words) -> bool:
        """Leave somebody's comments out of the results; return whether there were any."""
        from salesex.store import parse_results, results_json

        stored = self.files.get(RESULTS)
        if not words or stored is None or stored.data is None:
            return False
        try:
            results, count = forgotten.without_words(parse_results(stored.data), words)
        except CannotRunError:  # another version's: whatever it quotes goes with it
            self._remove(RESULTS)
            self._remove(SCORES)
            return True
        if count:
            self.files[RESULTS] = replace(stored, data=results_json(results))
            self._act(RESULTS, "comments", count)
        return bool(count)

    def _said(self, code: str) -> forgotten.Words | None:
        """What somebody has written; None where answers have errors, so that nobody knows."""
        return forgotten.words_said(self.answers, code) if self.answers else None

    def _edit(self, file: Stored, code: str, find: Finder, sure: bool) -> None:
        """Take a code out of one file."""
        if file.data is None:
            self._not_looked_at(file, find, sure)
            return
        if file.kind == "leftover":
            if code in file.people or find.count(file.data) or find.in_name(file.path):
                self._remove(file.path)
            return
        try:
            now, rows = self._without(file, code, sure)
        except NotEditableError as error:
            self.stuck.append(str(error))
            return
        self.rows += rows
        if now is None or is_notes(file.path, code):
            self._remove(file.path)
            return
        if now is not file:
            self.files[file.path] = now
            self._act(file.path, "rows", rows or 1)
        if file.kind in _SEARCHED and file.path.lower().endswith(_PACKED):
            self.left[file.path] = Left(file.path, "packed")
        if sure:
            self._words(now, code, find)
        elif file.kind in _SEARCHED and len(code) >= SHORTEST_MENTION and find.count(file.data):
            self.left[file.path] = Left(file.path, "mention")

    def _without(self, file: Stored, code: str, sure: bool) -> tuple[Stored | None, int]:
        """A file without somebody's rows; rows are counted as they stood before others were cut."""
        gone = self.cut.setdefault(file.path, [])
        there = self.exported.rows(file.path, code, self._marks(code)).difference(gone)
        numbers = frozenset(row - bisect.bisect(gone, row) for row in there)
        now, count, cut = without(file, code, anywhere=sure, rows=Rows(numbers, self.exported.alike(code)))
        self.done |= {(file.path, row) for row in there}
        before = list(gone)
        for row in cut:
            for each in before:
                row += each <= row
            bisect.insort(gone, row)
        return now, count

    def _tell_sources(self, code: str) -> None:
        """Name files that somebody's answers were collected from, and that may hold them under no code."""
        sources = forgotten.sources_of(self.held.content(ORIGINS_FILE), code)
        for file in self.held.files if sources else ():
            found = sources.get(_sum(file)) if file.data is not None and file.path in self.files else None
            if found and file.kind not in {"journal", "origins"} and (file.path, found[1]) not in self.done:
                self.left[file.path] = Left(file.path, "source", *found)

    def _words(self, file: Stored, code: str, find: Finder) -> None:
        """Deal with a code that stands in a name, or as a word in a text."""
        from salesex.surveys.removal.workbook_words import places, with_texts

        others = file.people - {code}
        if find.in_name(file.path) and code.casefold() not in {other.casefold() for other in others}:
            *folders, _ = file.path.split("/")
            if others or any(map(find.in_name, folders)):
                self.stuck.append(f"{file.path} (in its name)")
            else:
                self._remove(file.path)
            return
        data = file.data or b""
        count = find.count(data)
        if not count:
            return
        blanked = hidden(file, find)
        if blanked is None:
            blank = with_texts(data, partial(find.hidden, mark="")) or data
            inside = ", ".join(places(blank, find.count)[:MOST_PLACES])
            self.stuck.append(f"{file.path} ({inside})" if inside else file.path)
            return
        self.files[file.path] = replace(file, data=blanked)
        self._act(file.path, "words", count)

    def _not_looked_at(self, file: Stored, find: Finder, sure: bool) -> None:
        if sure and find.in_name(file.path):
            self.stuck.append(f"{file.path} (in its name)")
        elif file.why == "unreadable":
            path = below(self.folder, file.path)
            raise CannotRunError(f"{path} cannot be opened", "Close it in other programs and run again.")
        elif file.why:
            self.left[file.path] = Left(file.path, file.why)

    def _remove(self, path: str) -> None:
        if self.files.pop(path, None) is not None:
            self.acts = {key: act for key, act in self.acts.items() if key[0] != path}
            self._act(path, "deleted")

    def _act(self, path: str, what: What, count: int = 1) -> None:
        known = self.acts.get((path, what))
        self.acts[path, what] = Act(path, what, count + (known.count if known else 0))


def is_notes(path: str, code: str) -> bool:
    """Whether a file has the notes on somebody's interview."""
    from salesex.surveys.answers.response_text import file_stem

    return path == f"notes/{file_stem(code)}.md"


def _sum(file: Stored) -> str:
    return hashlib.sha256(file.data or b"").hexdigest()


def _vocabulary(reading: EngagementReading) -> set[str]:
    """Ids and titles of the engagement, which may look like codes."""
    about = reading.value or reading.checkable
    if about is None:
        return set()
    found = {about.client, about.wave}
    named = [(one.id, one.title) for one in about.groups]
    named += [(one.id, one.title) for one in about.units]
    named += [(one.id, one.title) for one in about.questionnaires]
    for name, title in named:
        found |= {name, title} if isinstance(title, str) else {name, *title.values()}
    return found | {item.id for part in about.questionnaires for item in part.items()}
