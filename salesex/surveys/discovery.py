"""What `validate` looks at: files and folders by their `format:` header and their place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from salesex import catalogue
from salesex.errors import CannotRunError, Issue
from salesex.surveys import yaml_nodes
from salesex.surveys.engagements import FILE, read_engagement
from salesex.surveys.questionnaires import questionnaire_of
from salesex.surveys.reader import read_bytes
from salesex.surveys.responses import FOLDER, TABLES, YAML, read_response_files, read_responses

Found = Literal["questionnaire", "engagement", "response"]

_FORMAT = re.compile(r"^[\"']?format[\"']?\s*:\s*[\"']?salesex/(\w+)", re.MULTILINE)
_HEAD = 8_000
"""Bytes in which the header is looked for."""


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


def check(paths: Sequence[Path]) -> CheckReading:
    """Check questionnaires, engagements and responses, each file once.

    Parameters
    ----------
    paths : files, or folders; a folder with `engagement.yaml` is an engagement, another one is
        searched for YAML files with a header of salesex

    Raises
    ------
    CannotRunError : a path does not exist or cannot be read, or nothing at all was found
    """
    visit = _Visit()
    for path in paths:
        if not path.exists():
            raise CannotRunError(f"{path.as_posix()} does not exist", "Check the path.")
        visit.folder(path) if path.is_dir() else visit.file(path)
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

    def folder(self, folder: Path) -> None:
        """Check an engagement (also where its responses are named), or everything below that has a header."""
        whole = folder.parent if folder.name == FOLDER else folder
        if (whole / FILE).is_file():
            self.engagement(whole / FILE)
            return
        for path in _yaml_files(folder):
            if path.name == FILE:
                self.engagement(path)
            elif kind_of(path) == "questionnaire":
                self.questionnaire(path)
            elif kind_of(path) == "response" and path.parent.name == FOLDER:
                self.response(path)

    def file(self, path: Path) -> None:
        """Check one file that was named."""
        ending = path.suffix.lower()
        if ending not in TABLES + YAML:
            remedy = f"Name a file that ends in {', '.join(YAML + TABLES)}, or a folder."
            raise CannotRunError(f"{path.as_posix()} is nothing that can be checked", remedy)
        kind = kind_of(path) if ending in YAML else "response"
        if path.name == FILE or kind == "engagement":
            self.engagement(path)
        elif kind == "response" or path.parent.name == FOLDER:
            self.response(path)
        else:
            self.questionnaire(path)

    def questionnaire(self, path: Path) -> None:
        """Check a questionnaire."""
        if self._is_new("questionnaire", path):
            reading = questionnaire_of(yaml_nodes.parse(read_bytes(path), path.as_posix(), "Q"))
            self.issues.extend(reading.issues)
            self.switched_off += reading.switched_off

    def engagement(self, path: Path) -> None:
        """Check an engagement, its questionnaires and its responses."""
        if not self._is_new("engagement", path):
            return
        reading = read_engagement(path.parent, path.name)
        self.languages.append(reading.language)
        seen = {file.as_posix() for file in reading.files[1:] if not self._is_new("questionnaire", file)}
        self.issues.extend(issue for issue in reading.issues if issue.file not in seen)
        self.switched_off += reading.switched_off
        if reading.checkable is not None:
            answers = read_responses(path.parent, reading)
            for file in answers.files:
                self._is_new("response", file)
            self.issues.extend(answers.issues)
            self.switched_off += answers.switched_off

    def response(self, path: Path) -> None:
        """Check one file of responses against the engagement it lies in."""
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


def kind_of(path: Path) -> str:
    """The format a YAML file names at its beginning: questionnaire, engagement, response, or nothing."""
    head = read_bytes(path)[:_HEAD]
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
