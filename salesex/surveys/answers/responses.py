"""Responses: tables and YAML files of an engagement become one matrix of answers."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from salesex import catalogue
from salesex.errors import CannotRunError, Issue
from salesex.model import Comment, Engagement, Respondent, Responses
from salesex.surveys.answers import participation
from salesex.surveys.answers import rules as answer_rules
from salesex.surveys.answers.entries import Checker
from salesex.surveys.answers.files import misnamed_folders, response_files
from salesex.surveys.answers.listed import listed_beside
from salesex.surveys.answers.response_rows import table_rows, yaml_rows
from salesex.surveys.answers.together import Together
from salesex.surveys.engagements.engagements import EngagementReading
from salesex.surveys.folder import FOLDER, YAML
from salesex.surveys.formats.reader import read_bytes
from salesex.surveys.formats.switches import switch_off
from salesex.surveys.tables.tables import MAX_MEGABYTES
from salesex.surveys.yaml import nodes as yaml_nodes
from salesex.surveys.yaml.nodes import Document


@dataclass(frozen=True, slots=True)
class ResponsesReading:
    """The answers, or None where one file has an error; all issues; the files that were read."""

    value: Responses | None
    issues: tuple[Issue, ...]
    files: tuple[Path, ...] = ()
    switched_off: int = 0


def read_responses(
    folder: Path, engagement: EngagementReading, unreadable: list[CannotRunError] | None = None
) -> ResponsesReading:
    """Read every file of `responses/`; with one error anywhere there is no value.

    What may not be read is added to the list where there is one, and left out. The order of files, rows
    and columns changes nothing but `files` and `sha256`. Without any file the matrix is empty and an info
    says so. Where the engagement cannot be used nothing is read.

    Raises
    ------
    CannotRunError : a file may not be read
    """
    if engagement.checkable is None or engagement.reader is None:
        return ResponsesReading(None, ())
    paths, issues = response_files(folder)
    misnamed = misnamed_folders(folder)
    together, reading = _read(paths, engagement.checkable, engagement.value is not None, unreadable)
    issues.extend([*reading.issues, *misnamed])
    if not paths and not misnamed:
        issues.append(catalogue.issue("R069", file=(folder / FOLDER).as_posix()))
    sound = engagement.value is not None and reading.value is not None and not misnamed
    cut_off = any(together.is_cut_off(path.as_posix()) for path in paths)
    found, switched_off = participation.check(
        engagement.checkable, together.answered(), engagement.reader, sound, cut_off
    )
    issues.extend(found)
    value = None if misnamed or any(issue.severity == "error" for issue in found) else reading.value
    return ResponsesReading(value, tuple(issues), reading.files, reading.switched_off + switched_off)


def read_response_files(paths: Sequence[Path], engagement: Engagement) -> ResponsesReading:
    """Read some files of responses by themselves; how many are missing is not looked at."""
    return _read(paths, engagement, whole=False)[1]


def _read(
    paths: Sequence[Path],
    engagement: Engagement,
    whole: bool,
    unreadable: list[CannotRunError] | None = None,
) -> tuple[Together, ResponsesReading]:
    """Read files against an engagement; `whole` says that it is sound, and that these are all its files."""
    checker = Checker(engagement, listed_beside(paths))
    together = Together(checker)
    hashes: list[str] = []
    commented: list[Document] = []
    missed: list[Path] = []
    for path in paths:
        file = path.as_posix()
        rows = yaml_rows if path.suffix.lower() in YAML else table_rows
        try:
            data = _bytes(path, checker)
        except CannotRunError as error:
            if unreadable is None:
                raise
            unreadable.append(error)
            missed.append(path)
            continue
        if data is None:
            continue
        hashes.append(hashlib.sha256(data).hexdigest())
        entries = map(checker.read, rows(data, file, checker, commented))
        answered = together.add(entry for entry in entries if entry is not None)
        if not answered and not checker.issues.has_error(file):
            checker.issues.append(catalogue.issue("R068", file=file))
    together.close()
    answer_rules.check(together, checker)
    issues, switched_off = switch_off_all(checker.issues, commented, whole and not missed)
    failed = missed or any(issue.severity == "error" for issue in issues)
    value = None if failed else _responses(together, engagement, checker, hashes)
    issues.sort(key=lambda issue: issue.sort_key)
    files = tuple(path for path in paths if path not in missed)
    return together, ResponsesReading(value, tuple(issues), files, switched_off)


def _bytes(path: Path, checker: Checker) -> bytes | None:
    """Content of a file; None, reported, where it is too large to be looked at."""
    try:
        size = path.stat().st_size // 1_000_000
    except OSError:
        size = 0  # reading it says why
    limit = yaml_nodes.MAX_MEGABYTES if path.suffix.lower() in YAML else MAX_MEGABYTES
    if size > limit:
        checker.issues.append(catalogue.issue("R027", file=path.as_posix(), size=size, limit=limit))
        return None
    return read_bytes(path)


def switch_off_all(
    issues: Sequence[Issue], documents: Iterable[Document], whole: bool
) -> tuple[list[Issue], int]:
    """Apply the comments of YAML files to everything that was found in them."""
    kept, count = list(issues), 0
    complete = whole and not any(issue.severity == "error" for issue in issues)
    for document in documents:
        own: list[Issue] = []
        others: list[Issue] = []
        for issue in kept:
            (own if issue.file == document.file else others).append(issue)
        still, off = switch_off(document, own, complete=complete)
        kept = others + still
        count += off
    return kept, count


def _responses(
    together: Together, engagement: Engagement, checker: Checker, hashes: Iterable[str]
) -> Responses:
    respondents: list[Respondent] = []
    answers = array("b")
    comments: list[tuple[int, int, str, str | None]] = []
    for person, matrix, texts in together.people():
        for item, text in texts:
            position = -1 if item is None else checker.items[item][0]
            comments.append((len(respondents), position, text, item))
        respondents.append(person)
        answers.extend(matrix)
    ordered = sorted(hashes)
    return Responses(
        respondents=tuple(respondents),
        items=tuple(checker.items),
        answers=answers,
        comments=tuple(Comment(who, item, text) for who, _, text, item in sorted(comments, key=_order)),
        files=len(ordered),
        sha256=hashlib.sha256("\n".join(ordered).encode("ascii")).hexdigest() if ordered else "",
    )


def _order(comment: tuple[int, int, str, str | None]) -> tuple[int, int, str]:
    return comment[:3]
