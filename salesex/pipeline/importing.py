"""Exports of survey tools on their way into an engagement, and maps drafted for them."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError, UsageError

if TYPE_CHECKING:
    from salesex.errors import Issue
    from salesex.exports.filled import Imported
    from salesex.exports.identity import Taken
    from salesex.model import Engagement
    from salesex.model.column_map import ColumnMap
    from salesex.model.exports import Export, RawTable
    from salesex.model.origins import Origins
    from salesex.surveys.engagements.engagements import EngagementReading
    from salesex.surveys.tables.columns import Items

_SURVEY = re.compile(r"(?:survey|vvexport|umfrage)[-_ ]?([0-9]{2,})", re.IGNORECASE)
"""As in `results-survey118.csv` and `vvexport_118.csv`."""


@dataclass(frozen=True, slots=True)
class DraftedMap:
    """A map to be completed: what it was made from and what is to be written, by path."""

    language: str
    sources: tuple[tuple[str, str, str], ...]
    """Name, source and title of every file."""
    files: dict[Path, bytes]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export as it was recognised, and what is wrong with its file."""

    table: RawTable
    export: Export
    issues: tuple[Issue, ...]


class Importer:
    """Reads exports for one engagement.

    Parameters
    ----------
    folder : of the engagement
    map : the map of all files; without it each file has that of `maps/` with its name or its source
    group : id or title of the group of all rows, where the command says it
    origins : what was taken before; without it that of the folder
    replace : whether a later edition of a list takes the place of the one before

    Raises
    ------
    UsageError : there is no such group
    """

    def __init__(
        self,
        folder: Path,
        reading: EngagementReading,
        map: Path | None = None,
        group: str | None = None,
        origins: Origins | None = None,
        replace: bool = False,
    ) -> None:
        from salesex.exports.identity import Identities
        from salesex.pipeline.opening import listed_codes
        from salesex.store import read_origins
        from salesex.surveys.answers.entries import Checker

        assert reading.value is not None
        self.folder, self.engagement, self._language = folder, reading.value, reading.language
        self._map = map
        self._maps: dict[Path, tuple[ColumnMap, bytes]] = {}
        self.maps: dict[Path, bytes] = {}
        """Maps from elsewhere, by their place in `maps/`, where the next export finds them."""
        self._items: Items = Checker(self.engagement).items
        self._listed = listed_codes(folder).keys()
        self.group = "" if group is None else _group(self.engagement, group)
        origins = read_origins(folder) if origins is None else origins
        self._salt = origins.salt
        seconds = {each.respondent: each.second for each in origins.responses.values()}
        self.people = Identities(origins.salt, _taken(origins), seconds, replace)

    def read(self, data: bytes, file: str) -> Imported | None:
        """Return the forms of an export; None where the file is none.

        Raises
        ------
        DataError : the map has errors
        CannotRunError : the map cannot be read, or there is another one where it is to be kept
        """
        from salesex.exports.filled import fill
        from salesex.exports.marks import Marks

        found = self.recognise(data, file)
        if found is None:
            return None
        own = self._own(file, found.export.source)
        sha256 = hashlib.sha256(data).hexdigest()
        people, marks = self.people.file(file, sha256), Marks(self._salt, sha256)
        nearby = "" if own.file else self._nearby(found.export)
        group, listed = self.group, self._listed
        read = fill(found.table, found.export, self.engagement, own, group, listed, people, marks, nearby)
        if any(issue.severity == "error" for issue in found.issues):
            return dataclasses.replace(read, forms=(), issues=found.issues)
        return dataclasses.replace(read, issues=(*found.issues, *read.issues))

    def owners(self, data: bytes, file: str) -> dict[int, set[str]]:
        """Return the codes and marks of the rows of an export by number; nothing where the file is none.

        Raises
        ------
        DataError, CannotRunError : the map has errors, or cannot be read
        """
        from salesex.exports.owners import codes_by_line

        found = self.recognise(data, file)
        if found is None:
            return {}
        own = self._own(file, found.export.source)
        rows = codes_by_line(found.table, found.export, self.engagement, own)
        read = self.read(data, file)
        for form in () if read is None else read.forms:
            rows.setdefault(form.line, set()).update({form.respondent, *form.marks})
        return rows

    def recognise(self, data: bytes, file: str) -> Exported | None:
        """Return an export; None for tables of our own, and for anything else."""
        from salesex.exports.sources import recognise
        from salesex.exports.sources.table import SOURCE
        from salesex.surveys.collected import Collected
        from salesex.surveys.collecting.raw_tables import is_answer_table, raw_table

        issues = Collected()
        head = raw_table(data, file, Collected(), most=1)
        if head is None:
            return None
        is_ours, is_known = is_answer_table(head, self.engagement, self._items)
        table = None if is_ours and is_known else raw_table(data, file, issues)
        export = None if table is None else recognise(table)
        if table is None or export is None or (is_ours and export.source == SOURCE):
            return None
        return Exported(export.readable(table), export, (*issues, *export.issues))

    def place_of(self, file: str, source: str) -> Path:
        """Where the map of a file is drafted."""
        return self._map or self._place(file, source)

    def _own(self, file: str, source: str) -> ColumnMap:
        """The map that a file is read with; an empty one where there is none."""
        from salesex.model.column_map import ColumnMap

        kept = [self._kept(name) for name in _names(file, source)]
        path = self._map or next((path for path in kept if path.is_file()), None)
        if path is None:
            return ColumnMap()
        if path not in self._maps:
            self._maps[path] = self._read(path)
        if path.resolve().parent != kept[0].parent.resolve():
            self._keep(self._maps[path][1], file, source)
        return self._maps[path][0]

    def _nearby(self, export: Export) -> str:
        """Path of a map of the engagement that looks made for an export; empty where there is none."""
        from salesex.exports.said import fits

        for path in sorted(self._kept("*").parent.glob("*.yaml")):
            try:
                own = self._read(path)[0]
            except (DataError, CannotRunError):  # it is not the one in use; `validate` says what is wrong
                continue
            if fits(own.columns, export.columns):
                return path.as_posix()
        return ""

    def _keep(self, written: bytes, file: str, source: str) -> None:
        """Keep a map from elsewhere where the next export of this kind looks for it."""
        from salesex.surveys.formats.reader import read_bytes

        places = dict.fromkeys([self._place(file, source), *map(self._kept, _names(file, source)[:1])])
        for place in places:
            there = read_bytes(place) if place.is_file() else self.maps.get(place, written)
            if there == written:
                if not place.is_file():
                    self.maps[place] = written
                return
        wrong = f"{place.as_posix()} is another map than the one named with --map"
        raise CannotRunError(wrong, "Rename or remove it: the map is kept there for the next export.")

    def _read(self, path: Path) -> tuple[ColumnMap, bytes]:
        from salesex.surveys.formats.reader import read_bytes
        from salesex.surveys.maps import map_of
        from salesex.surveys.yaml.nodes import MAX_BYTES

        written = read_bytes(path, MAX_BYTES + 1)
        found, issues = map_of(written, path.as_posix(), self.engagement)
        if found is None:
            raise DataError(issues, self._language)
        return dataclasses.replace(found, checksum=hashlib.sha256(written).hexdigest()), written

    def _place(self, file: str, source: str) -> Path:
        """Where the map of a file belongs: one for each table and survey, else one for each tool."""
        from salesex.exports.sources import limesurvey, table

        names = _names(file, source)
        return self._kept(names[-2] if source in {table.SOURCE, limesurvey.SOURCE} else source)

    def _kept(self, name: str) -> Path:
        from salesex.surveys.folder import MAPS

        return self.folder / MAPS / f"{name}.yaml"


def draft_map(
    folder: str | Path, files: Iterable[str | Path], *, map: Path | None = None, group: str | None = None
) -> DraftedMap:
    """Draft a map for exports, one for each tool, with everything that was recognised filled in.

    LimeSurvey has one for each survey, any other table one for each file.

    Parameters
    ----------
    folder : holds `engagement.yaml`
    files : exports, and patterns
    map : where to write it; else `maps/` of the engagement, by source, survey or the name of the file
    group : id or title of the group that all rows belong to; it is written into the map

    Raises
    ------
    DataError : errors in the engagement; a file is damaged
    CannotRunError : a file is missing or cannot be read; there is a map of that name already
    UsageError : a file is no export; there is no such group
    """
    from salesex.exports.drafting import draft
    from salesex.pipeline.opening import named_files, usable_engagement
    from salesex.surveys.formats.reader import read_bytes

    folder = Path(folder)
    reading = usable_engagement(folder)
    importer = Importer(folder, reading, map, group)
    by_place: dict[Path, list[tuple[RawTable, Export]]] = {}
    sources = []
    for path in named_files(files):
        found = importer.recognise(read_bytes(path), path.as_posix())
        if found is None:
            _refuse_broken(read_bytes(path), path.as_posix(), reading.language)
            remedy = "It needs headings and answers on its first sheet; our own forms need no map."
            raise UsageError(f"{path.as_posix()} is no export of a survey tool", remedy)
        export = found.export
        if any(issue.severity == "error" for issue in found.issues):
            raise DataError(found.issues, reading.language)
        by_place.setdefault(importer.place_of(path.as_posix(), export.source), []).append(
            (found.table, export)
        )
        sources.append((path.as_posix(), export.source, export.title))
    for place in by_place:
        if place.exists():
            remedy = "Complete it, remove it, or name another one with --map FILE."
            raise CannotRunError(f"{place.as_posix()} exists already", remedy)
    written = {
        place: draft(exports, importer.engagement, reading.language, importer.group).encode()
        for place, exports in by_place.items()
    }
    return DraftedMap(reading.language, tuple(sources), written)


def _taken(origins: Origins) -> list[Taken]:
    """Whom the exports that were taken before brought."""
    from salesex.exports.identity import Taken

    return [
        Taken(checksum, frozenset(code for code, _ in origins.brought(checksum)))
        for checksum, about in origins.sources.items()
        if about.tool
    ]


def _refuse_broken(data: bytes, file: str, language: str) -> None:
    """Say why a file is no table.

    Raises
    ------
    DataError : it is one that cannot be read
    """
    from salesex.surveys.collected import Collected
    from salesex.surveys.collecting.raw_tables import raw_table

    issues = Collected()
    raw_table(data, file, issues)
    if any(issue.severity == "error" for issue in issues):
        raise DataError(issues, language)


def _group(engagement: Engagement, said: str) -> str:
    """Id of a group that is named by id or title."""
    from salesex.catalogue import nearest
    from salesex.exports.named import names
    from salesex.model.text import texts_in

    found = names(engagement.groups).find(said)
    if found is not None:
        return found
    ids = [group.id for group in engagement.groups]
    titles = [title for group in engagement.groups for title in texts_in(group.title)]
    near = nearest(said, [*ids, *titles])
    hint = f"Did you mean {near}? " if near else ""
    raise UsageError(f"there is no group {said!r}", f"{hint}There are: {', '.join(ids)}.")


def _names(file: str, source: str) -> tuple[str, ...]:
    """What the map of a file may be called, the narrowest first.

    LimeSurvey calls the questions of every survey alike, so that a map is for one survey.
    """
    from salesex.exports.sources.limesurvey import SOURCE
    from salesex.model.file_names import map_name

    survey = _SURVEY.search(Path(file).stem) if source == SOURCE else None
    return (map_name(file), *([f"{SOURCE}-{survey[1]}"] if survey else ()), source)
