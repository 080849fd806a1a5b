"""What `validate` looks at: every file once, an engagement together with its questionnaires and answers.

What reads engagements and answers is loaded only where there are any.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import catalogue
from salesex.errors import CannotRunError, Issue
from salesex.frozen import Frozen, replace
from salesex.surveys.finding import Unreadable, find
from salesex.surveys.folder import FILE, FOLDER, MAPS
from salesex.surveys.formats.reader import read_yaml
from salesex.surveys.headers import Found, kind_in
from salesex.surveys.questionnaires.questionnaires import questionnaire_of
from salesex.surveys.tables.text_lines import with_text_lines
from salesex.surveys.yaml.parsing import parse

if TYPE_CHECKING:
    from salesex.surveys.engagements.engagements import EngagementReading
    from salesex.surveys.yaml.nodes import Document

MORE = frozenset({"E056", "R070"})
"""Codes that say that more have answered than were invited."""
FEW = frozenset({"E071", "E073"})
"""Codes that say that few are invited."""
STDIN = Path("<stdin>")
"""The name of what came without a path."""


class CheckReading(Frozen):
    """Every issue of every file, in a stable order; the files; what was found, as kind and path.

    `language` is that of the first engagement by path, English without one. `passed_over` has the
    YAML files in folders that are not meant for salesex, `unchecked` counts the answer files that wait for
    their engagement to be mended; `unreadable` says what could not be read.
    """

    issues: tuple[Issue, ...]
    files: tuple[Path, ...]
    found: tuple[tuple[Found, Path], ...]
    switched_off: int = 0
    language: str = "en"
    passed_over: tuple[Path, ...] = ()
    unchecked: int = 0
    unreadable: tuple[CannotRunError, ...] = ()


def check(paths: Sequence[Path], stdin: bytes | None = None) -> CheckReading:
    """Check questionnaires, engagements and responses, each file once, in whatever order they are named.

    What cannot be read hides nothing else; it is in `unreadable`.

    Parameters
    ----------
    paths : files, or folders, which are searched for engagements and for YAML files with a header of
        salesex; patterns as `globs.expanded` takes them
    stdin : a YAML file that has no path; the paths in it start at the current folder

    Raises
    ------
    CannotRunError : a pattern matches nothing, nothing at all was found, or nothing of it can be read
    """
    unreadable = Unreadable()
    finding = find(paths, unreadable)
    visit = _Visit(unreadable, {os.path.realpath(path): path for _, path in finding.found})
    if stdin is not None:
        visit.standard_input(stdin)
    # An engagement checks its questionnaires and responses too: what it has read is not read again.
    for kind, look in (
        ("engagement", visit.engagement),
        ("questionnaire", visit.questionnaire),
        ("response", visit.response),
        ("map", visit.map),
    ):
        for found, path in finding.found:
            if found == kind:
                with unreadable.kept():
                    look(path)
    if not visit.found:
        raise unreadable.errors[0] if unreadable.errors else _nothing(paths)
    issues = sorted(dict.fromkeys(visit.issues), key=lambda issue: issue.sort_key)
    return CheckReading(
        issues=tuple(with_text_lines(issues)),
        files=tuple(visit.files.values()),
        found=tuple(visit.found),
        switched_off=visit.switched_off,
        language=visit.languages[0] if visit.languages else "en",
        passed_over=tuple(
            sorted(path for real, path in finding.passed_over.items() if real not in visit.files)
        ),
        unchecked=visit.unchecked,
        unreadable=tuple({error.message: error for error in unreadable.errors}.values()),
    )


def _nothing(paths: Sequence[Path]) -> CannotRunError:
    names = ", ".join(path.as_posix() for path in paths)
    return CannotRunError(
        f"there is nothing to check in {names}",
        "Name questionnaires, engagements or responses; YAML files begin with `format: salesex/…`.",
    )


class _Visit:
    """What was seen so far; `spelled` has what was named or found in a folder, by its real path."""

    def __init__(self, unreadable: Unreadable, spelled: dict[str, Path]) -> None:
        self.unreadable, self.spelled = unreadable, spelled
        self.issues: list[Issue] = []
        self.files: dict[str, Path] = {}
        self._read_as: set[tuple[Found, str]] = set()
        self.found: list[tuple[Found, Path]] = []
        self.switched_off = self.unchecked = 0
        self.languages: list[str] = []

    def _is_known(self, path: Path) -> bool:
        return os.path.realpath(path) in self.files

    def _note(self, kind: Found, path: Path) -> bool:
        """Note a file by the name it goes by; return whether it was not yet read as that kind.

        An engagement may be named where a questionnaire should be: what is wrong with that is no repetition.
        """
        real = os.path.realpath(path)
        if real not in self.files:
            self.files[real] = self.spelled.get(real, path)
            self.found.append((kind, self.files[real]))
        is_new = (kind, real) not in self._read_as
        self._read_as.add((kind, real))
        return is_new

    def _add(self, issues: Iterable[Issue], read: Sequence[Path]) -> None:
        """Add issues of files that were read, under the names these go by."""
        names = {path.as_posix(): self.files[os.path.realpath(path)].as_posix() for path in read}
        names = {name: goes_by for name, goes_by in names.items() if name != goes_by}
        self.issues.extend(
            replace(issue, file=names[issue.file]) if issue.file in names else issue for issue in issues
        )

    def standard_input(self, data: bytes) -> None:
        """Check what came without a path, by its header; responses belong to no engagement there."""
        kind = kind_in(data) or "questionnaire"
        self._note(kind, STDIN)
        if kind == "response":
            self.issues.append(catalogue.issue("R031", file=STDIN.name))
        elif kind == "map":
            from salesex.surveys.maps import map_of

            self.issues.extend(map_of(data, STDIN.name, None)[1])
        elif kind == "engagement":
            from salesex.surveys.engagements.engagements import engagement_of

            document = parse(data, STDIN.name, "E")
            reading = engagement_of(document, Path(), STDIN, self.unreadable.errors)
            self._read_engagement(reading, Path())
        else:
            self._read_questionnaire(parse(data, STDIN.name, "Q"))

    def questionnaire(self, path: Path) -> None:
        """Check a questionnaire."""
        if not self._is_known(path):
            document = read_yaml(path, "Q")
            self._note("questionnaire", path)
            self._read_questionnaire(document)

    def _read_questionnaire(self, document: Document) -> None:
        reading = questionnaire_of(document)
        self.issues.extend(reading.issues)
        self.switched_off += reading.switched_off

    def engagement(self, path: Path) -> None:
        """Check an engagement, its questionnaires and its responses.

        One of another name is told so; beside the real one it is not even read.
        """
        from salesex.surveys.engagements.engagements import read_engagement

        if ("engagement", os.path.realpath(path)) in self._read_as:
            return
        if path.name != FILE:
            self.issues.append(catalogue.issue("E048", file=path.as_posix(), name=path.name))
            real = path.parent / FILE
            if real.is_file() and not real.samefile(path):
                self._note("engagement", path)
                return
        reading = read_engagement(path.parent, path.name, self.unreadable.errors)
        self._note("engagement", path)
        self._read_engagement(reading, path.parent)

    def _read_engagement(self, reading: EngagementReading, folder: Path) -> None:
        self.languages.append(reading.language)
        asked = reading.files[1:]
        seen = {file.as_posix() for file in asked if not self._note("questionnaire", file)}
        self._add((issue for issue in reading.issues if issue.file not in seen), asked)
        counts = zip(reading.files, reading.switched_off, strict=True)
        self.switched_off += sum(count for file, count in counts if file.as_posix() not in seen)
        if reading.checkable is None:
            from salesex.surveys.answers.files import response_files

            self.unchecked += len(response_files(folder)[0])
        else:
            from salesex.surveys.answers.responses import read_responses

            answers = read_responses(folder, reading, self.unreadable.errors)
            for file in answers.files:
                self._note("response", file)
            self._add(answers.issues, answers.files)
            self.switched_off += answers.switched_off
            # How few are invited says nothing where more than that have answered.
            more = {(issue.file, issue.line) for issue in answers.issues if issue.code in MORE}
            self.issues[:] = [i for i in self.issues if i.code not in FEW or (i.file, i.line) not in more]
        self._misplaced(reading, folder)

    def _misplaced(self, reading: EngagementReading, folder: Path) -> None:
        """Tell answers that lie beside `responses/`; other tables there are nothing to us."""
        from salesex.surveys.answers.beside import holds_answers, tables_beside

        asked = reading.checkable.questionnaires if reading.checkable is not None else ()
        items = {item.id for questionnaire in asked for item in questionnaire.items()}
        with self.unreadable.kept():
            for path in tables_beside(folder):
                with self.unreadable.kept():
                    if not self._is_known(path) and holds_answers(path, items):
                        self._note("response", path)
                        goes_by = self.files[os.path.realpath(path)].as_posix()
                        self.issues.append(catalogue.issue("R031", file=goes_by))

    def response(self, path: Path) -> None:
        """Check one file of responses against the engagement it lies in."""
        from salesex.surveys.answers.responses import read_response_files
        from salesex.surveys.engagements.engagements import read_engagement

        if self._is_known(path):
            return
        place = Path(os.path.realpath(path)).parent
        folder = path.parent.parent if path.parent.name == FOLDER else place.parent
        if place.name != FOLDER or not (folder / FILE).is_file():
            self._note("response", path)
            self.issues.append(catalogue.issue("R031", file=path.as_posix()))
            return
        engagement = read_engagement(folder)
        if engagement.checkable is None:
            self._note("response", path)
            self.issues.extend(engagement.issues)
            return
        answers = read_response_files([path], engagement.checkable)
        self._note("response", path)
        self.issues.extend(answers.issues)
        self.switched_off += answers.switched_off

    def map(self, path: Path) -> None:
        """Check a map against the engagement it is kept with; elsewhere only its form can be checked."""
        from salesex.surveys.engagements.engagements import read_engagement
        from salesex.surveys.maps import read_map

        folder = path.parent.parent
        is_kept = path.parent.name == MAPS and (folder / FILE).is_file()
        engagement = read_engagement(folder).checkable if is_kept else None
        self._note("map", path)
        self.issues.extend(read_map(path, engagement)[1])
