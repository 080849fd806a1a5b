"""What `validate` looks at: files and folders by their `format:` header and their place.

What reads engagements and answers is loaded only where there are any.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from salesex import catalogue
from salesex.errors import CannotRunError, Issue
from salesex.surveys import yaml_nodes
from salesex.surveys.folder import FILE, FOLDER, TABLES, YAML
from salesex.surveys.globs import expanded
from salesex.surveys.questionnaires import questionnaire_of
from salesex.surveys.reader import read_bytes, read_yaml

if TYPE_CHECKING:
    from salesex.surveys.engagements import EngagementReading
    from salesex.surveys.yaml_nodes import Document

Found = Literal["questionnaire", "engagement", "response"]

_FORMAT = re.compile(r"^(?:\{\s*)?[\"']?format[\"']?\s*:\s*[\"']?salesex/(\w+)", re.MULTILINE)
_HEAD = 8_000
"""Bytes in which the header is looked for."""
STDIN = Path("<stdin>")
"""The name of what came without a path."""


@dataclass(frozen=True, slots=True)
class CheckReading:
    """Every issue of every file, in a stable order; the files; what was found, as kind and path.

    `language` is that of the first engagement, English without one.
    """

    issues: tuple[Issue, ...]
    files: tuple[Path, ...]
    found: tuple[tuple[Found, Path], ...]
    switched_off: int = 0
    language: str = "en"


def check(paths: Sequence[Path], stdin: bytes | None = None) -> CheckReading:
    """Check questionnaires, engagements and responses, each file once, in whatever order they are named.

    Parameters
    ----------
    paths : files, or folders; a folder with `engagement.yaml` is an engagement, another one is
        searched for YAML files with a header of salesex; patterns as `globs.expanded` takes them
    stdin : a YAML file that has no path; the paths in it start at the current folder

    Raises
    ------
    CannotRunError : a path does not exist or cannot be read, or nothing at all was found
    """
    visit = _Visit()
    named = [pair for path in expanded(paths, YAML + TABLES) for pair in _found(path)]
    if stdin is not None:
        visit.standard_input(stdin)
    # An engagement checks its questionnaires and responses too: what it has read is not read again.
    for kind, look in (
        ("engagement", visit.engagement),
        ("questionnaire", visit.questionnaire),
        ("response", visit.response),
    ):
        for found, path in named:
            if found == kind:
                look(path)
    if not visit.found:
        names = ", ".join(path.as_posix() for path in paths)
        raise CannotRunError(
            f"there is nothing to check in {names}",
            "Name questionnaires, engagements or responses; YAML files begin with `format: salesex/…`.",
        )
    issues = sorted(dict.fromkeys(visit.issues), key=lambda issue: issue.sort_key)
    return CheckReading(
        issues=tuple(issues),
        files=tuple(visit.files.values()),
        found=tuple(visit.found),
        switched_off=visit.switched_off,
        language=visit.languages[0] if visit.languages else "en",
    )


@dataclass(slots=True)
class _Visit:
    issues: list[Issue] = field(default_factory=list)
    files: dict[Path, Path] = field(default_factory=dict)
    found: list[tuple[Found, Path]] = field(default_factory=list)
    switched_off: int = 0
    languages: list[str] = field(default_factory=list)

    def _is_new(self, kind: Found, path: Path) -> bool:
        if path.resolve() in self.files:
            return False
        self.files[path.resolve()] = path
        self.found.append((kind, path))
        return True

    def standard_input(self, data: bytes) -> None:
        """Check what came without a path, by its header; responses belong to no engagement there."""
        kind = kind_of_head(data[:_HEAD])
        if kind == "response":
            self._is_new("response", STDIN)
            self.issues.append(catalogue.issue("R031", file=STDIN.name))
        elif kind == "engagement":
            from salesex.surveys.engagements import engagement_of

            self._is_new("engagement", STDIN)
            reading = engagement_of(yaml_nodes.parse(data, STDIN.name, "E"), Path(), STDIN)
            self._read_engagement(reading, Path())
        else:
            self._is_new("questionnaire", STDIN)
            self._read_questionnaire(yaml_nodes.parse(data, STDIN.name, "Q"))

    def questionnaire(self, path: Path) -> None:
        """Check a questionnaire."""
        if self._is_new("questionnaire", path):
            self._read_questionnaire(read_yaml(path, "Q"))

    def _read_questionnaire(self, document: Document) -> None:
        reading = questionnaire_of(document)
        self.issues.extend(reading.issues)
        self.switched_off += reading.switched_off

    def engagement(self, path: Path) -> None:
        """Check an engagement, its questionnaires and its responses."""
        from salesex.surveys.engagements import read_engagement

        if self._is_new("engagement", path):
            self._read_engagement(read_engagement(path.parent, path.name), path.parent)

    def _read_engagement(self, reading: EngagementReading, folder: Path) -> None:
        self.languages.append(reading.language)
        seen = {file.as_posix() for file in reading.files[1:] if not self._is_new("questionnaire", file)}
        self.issues.extend(issue for issue in reading.issues if issue.file not in seen)
        counts = zip(reading.files, reading.switched_off)
        self.switched_off += sum(count for file, count in counts if file.as_posix() not in seen)
        if reading.checkable is not None:
            from salesex.surveys.responses import read_responses

            answers = read_responses(folder, reading)
            for file in answers.files:
                self._is_new("response", file)
            self.issues.extend(answers.issues)
            self.switched_off += answers.switched_off
            # How few are invited says nothing where more than that have answered.
            more = {(issue.file, issue.line) for issue in answers.issues if issue.code == "R070"}
            self.issues[:] = [i for i in self.issues if i.code != "E071" or (i.file, i.line) not in more]

    def response(self, path: Path) -> None:
        """Check one file of responses against the engagement it lies in."""
        from salesex.surveys.engagements import read_engagement
        from salesex.surveys.responses import read_response_files

        if not self._is_new("response", path):
            return
        folder = path.parent.parent if path.parent.name == FOLDER else path.resolve().parent.parent
        if path.parent.resolve().name != FOLDER or not (folder / FILE).is_file():
            self.issues.append(catalogue.issue("R031", file=path.as_posix()))
            return
        engagement = read_engagement(folder)
        if engagement.checkable is None:
            self.issues.extend(engagement.issues)
            return
        answers = read_response_files([path], engagement.checkable)
        self.issues.extend(answers.issues)
        self.switched_off += answers.switched_off


def _found(path: Path) -> Iterator[tuple[Found, Path]]:
    """What there is to check at a path that exists."""
    return _in_folder(path) if path.is_dir() else iter([(_kind_of_file(path), path)])


def _in_folder(folder: Path) -> Iterator[tuple[Found, Path]]:
    """Yield an engagement (also where its responses are named), or everything below that has a header."""
    whole = folder.parent if folder.name == FOLDER else folder
    if (whole / FILE).is_file():
        yield "engagement", whole / FILE
        return
    for path in _yaml_files(folder):
        if path.name == FILE:
            yield "engagement", path
        elif kind_of(path) == "questionnaire":
            yield "questionnaire", path
        elif kind_of(path) == "response" and path.parent.name == FOLDER:
            yield "response", path


def _kind_of_file(path: Path) -> Found:
    """What a file is that was named itself: a YAML file without header is taken for a questionnaire."""
    ending = path.suffix.lower()
    if ending not in TABLES + YAML:
        remedy = f"Name a file that ends in {', '.join(YAML + TABLES)}, or a folder."
        raise CannotRunError(f"{path.as_posix()} is nothing that can be checked", remedy)
    kind = kind_of(path) if ending in YAML else "response"
    if path.name == FILE or kind == "engagement":
        return "engagement"
    return "response" if kind == "response" or path.parent.name == FOLDER else "questionnaire"


def kind_of(path: Path) -> str:
    """The format a YAML file names at its beginning: questionnaire, engagement, response, or nothing."""
    return kind_of_head(read_bytes(path, _HEAD))


def kind_of_head(head: bytes) -> str:
    """The format that the first bytes of a YAML file name."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    match = _FORMAT.search(head.decode(encoding, "ignore"))
    return match[1] if match else ""


def _yaml_files(folder: Path) -> Iterator[Path]:
    """YAML files below a folder by name, hidden folders left out."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(YAML) and not name.startswith("."):
                yield Path(where) / name
