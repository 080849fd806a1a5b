"""Engagements: `engagement.yaml` and the questionnaires it names become an `Engagement`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from salesex import catalogue
from salesex.errors import CannotRunError, Issue
from salesex.model import (
    Engagement,
    Questionnaire,
)
from salesex.surveys.engagements import rules as engagement_rules
from salesex.surveys.engagements.written import ENGAGEMENT, Draft
from salesex.surveys.folder import FILE
from salesex.surveys.formats.document import read_document
from salesex.surveys.formats.reader import Reader, Reading, read_yaml
from salesex.surveys.questionnaires.questionnaires import read_questionnaire
from salesex.surveys.shipped import shipped_questionnaires
from salesex.surveys.yaml.nodes import Document


@dataclass(frozen=True, slots=True)
class QuestionnaireSource:
    """Where a questionnaire of an engagement was read from."""

    id: str
    version: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class EngagementReading:
    """An engagement with its questionnaires, or None; all issues of all these files.

    `checkable` is an engagement good enough to check answers against, though it may have errors.
    `language` is the engagement's, English where it could not be read.
    `sources` has one entry per questionnaire that could be read; `files` are the files looked at, and
    `switched_off` counts the issues switched off in each of them;
    `reader` knows where each part of `engagement.yaml` was written.
    """

    value: Engagement | None
    issues: tuple[Issue, ...]
    checkable: Engagement | None = None
    language: str = "en"
    sha256: str = ""
    sources: tuple[QuestionnaireSource, ...] = ()
    files: tuple[Path, ...] = ()
    switched_off: tuple[int, ...] = ()
    reader: Reader | None = field(default=None, repr=False, compare=False)


def read_engagement(
    folder: Path, file: str = FILE, unreadable: list[CannotRunError] | None = None
) -> EngagementReading:
    """Read `engagement.yaml` of a folder, or another file in it, and every questionnaire it names.

    Where there is a list for it, a questionnaire that may not be read is added there and left out.

    Raises
    ------
    CannotRunError : there is no such folder or no such file in it, or a file may not be read
    """
    if folder.is_file():
        raise CannotRunError(
            f"{folder.as_posix()} is a file", f"Name the folder it lies in: {folder.parent.as_posix()}"
        )
    if not folder.is_dir():
        raise CannotRunError(
            f"there is no folder {folder.as_posix()}", f"Make one with `salesex init {folder.as_posix()}`."
        )
    path = folder / file
    if not path.is_file():
        raise CannotRunError(
            f"{folder.as_posix()} is not an engagement: it has no {file}",
            "Name the folder of an engagement, or make one with `salesex init DIR`.",
        )
    return engagement_of(read_yaml(path, "E"), folder, path, unreadable)


def engagement_of(
    document: Document, folder: Path, path: Path, unreadable: list[CannotRunError] | None = None
) -> EngagementReading:
    """Read an engagement from a composed file; the paths in it start at the folder."""
    reader = Reader(document)
    draft = read_document(reader, ENGAGEMENT)
    loaded = _load(draft, reader, folder, unreadable) if draft is not None else {}
    engagement = _engagement(draft, reader, folder, loaded) if draft is not None else None
    whole = not reader.incomplete and all(reading.value for _, reading in loaded.values())
    result = _reading(reader.reading(engagement, whole), path, loaded)
    usable = whole and engagement is not None and _is_clear(engagement)
    language = draft.language if draft is not None else "en"
    checkable = engagement if usable else None
    return replace(result, checkable=checkable, language=language, reader=reader)


def _is_clear(engagement: Engagement) -> bool:
    """Whether every item has one questionnaire."""
    items = [item.id for questionnaire in engagement.questionnaires for item in questionnaire.items()]
    return len(items) == len(set(items))


def _engagement(
    draft: Draft, reader: Reader, folder: Path, loaded: Mapping[str, tuple[Path, Reading[Questionnaire]]]
) -> Engagement:
    """Put the questionnaires in place of their names, and run the rules."""
    values = {name: reading.value for name, (_, reading) in loaded.items() if reading.value is not None}
    ids = {name: questionnaire.id for name, questionnaire in values.items()}
    ids |= {questionnaire.id: questionnaire.id for questionnaire in values.values()}
    groups = []
    for group in draft.groups:
        asked = tuple(ids.get(name, name) for name in group.questionnaires or ())
        changed = replace(group, questionnaires=asked) if group.questionnaires is not None else group
        reader.remember(changed, reader.place(group))
        groups.append(changed)
    engagement = Engagement(
        client=draft.client,
        wave=draft.wave,
        groups=tuple(groups),
        questionnaires=tuple(values.values()),
        title=draft.title,
        language=draft.language,
        date=draft.date,
        units=draft.units,
        privacy=draft.privacy,
        ignore_columns=draft.responses.ignore_columns,
        report=draft.report,
        purpose=draft.purpose,
        contact=draft.contact,
        procedure=draft.procedure,
    )
    reader.remember(engagement, reader.place(draft))
    context = engagement_rules.Context(
        folder,
        tuple(values),
        tuple(loaded[name][1].languages for name in values),
        tuple(_told_lacking(loaded[name][1].issues) for name in values),
        complete=not reader.incomplete and len(values) == len(draft.questionnaires),
    )
    reader.take(engagement_rules.check(engagement, reader, context))
    return engagement


def _told_lacking(issues: Iterable[Issue]) -> Counter[str]:
    """Of how many texts it was said that they lack a language, or have another one in its place."""
    told: Counter[str] = Counter()
    for issue in issues:
        facts = dict(issue.facts)
        if issue.code == "Q031":
            told.update(facts["missing"][0])
        elif issue.code == "Q102" and "nearest" in facts:
            told[str(facts["nearest"])] += 1
    return told


def _file_beside(folder: Path, name: str) -> dict[str, str]:
    """The file with the name most like one that is missing, in the folder it was looked for in."""
    relative = PurePosixPath(name.replace("\\", "/"))
    if relative.is_absolute() or ":" in name:
        return {}
    wanted = folder / relative
    try:
        beside = [path.name for path in wanted.parent.iterdir() if path.suffix in {".yaml", ".yml"}]
    except (OSError, ValueError):
        return {}
    found = catalogue.nearest(wanted.name, sorted(beside))
    return {"nearest": name[: name.rindex(wanted.name)] + found} if found and wanted.name in name else {}


def _load(
    draft: Draft, reader: Reader, folder: Path, unreadable: list[CannotRunError] | None
) -> dict[str, tuple[Path, Reading[Questionnaire]]]:
    """Read every questionnaire that is named, by its name as written."""
    shipped = shipped_questionnaires()
    loaded = {}
    for index, name in enumerate(draft.questionnaires):
        node = reader.place(draft, "questionnaires", str(index))
        path = shipped.get(name)
        if path is None and not is_path(name):
            reader.drop("E031", node, wrong=name, known=list(shipped))
        elif path is None:
            path = _own_file(folder, name)
            if path is None:
                reader.drop("E032", node, value=name, **_file_beside(folder, name))
        if path is not None:
            try:
                loaded[name] = path, read_questionnaire(path)
            except CannotRunError as error:
                if unreadable is None:
                    raise
                unreadable.append(error)
                reader.incomplete = True
    return loaded


def is_path(name: str) -> bool:
    """Whether a questionnaire is named by its path, not by the id of a shipped one."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


def _own_file(folder: Path, name: str) -> Path | None:
    relative = PurePosixPath(name.replace("\\", "/"))
    path = folder / relative
    try:
        return None if relative.is_absolute() or ":" in name or not path.is_file() else _short(path)
    except (OSError, ValueError):
        return None


def _short(path: Path) -> Path:
    """The path without `..` in the middle, unless a link among its folders gives that another meaning."""
    short = Path(os.path.normpath(path))
    return short if short.exists() and short.samefile(path) else path


def _reading(
    own: Reading[Engagement], path: Path, loaded: Mapping[str, tuple[Path, Reading[Questionnaire]]]
) -> EngagementReading:
    readings = {at.resolve(): (at, reading) for at, reading in loaded.values()}
    issues = [*own.issues, *(issue for _, reading in readings.values() for issue in reading.issues)]
    usable = not any(issue.severity == "error" for issue in issues)
    return EngagementReading(
        value=own.value if usable else None,
        issues=tuple(issues),
        sha256=own.sha256,
        sources=tuple(
            QuestionnaireSource(reading.value.id, reading.value.version, at, reading.sha256)
            for at, reading in readings.values()
            if reading.value is not None
        ),
        files=(path, *(at for at, _ in readings.values())),
        switched_off=(own.switched_off, *(reading.switched_off for _, reading in readings.values())),
    )
