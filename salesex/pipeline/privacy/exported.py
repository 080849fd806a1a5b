"""Whose rows lie in exports that are kept in an engagement folder."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError
from salesex.pipeline.privacy import forgotten
from salesex.store import ORIGINS_FILE

if TYPE_CHECKING:
    from salesex.pipeline.privacy.holdings import Holdings, Stored
    from salesex.surveys.engagements.engagements import EngagementReading


class Exported:
    """Rows of exports as they were held before anything was cut.

    They are known by the origins of answers, by the columns that the tool or a map takes codes from, and by
    what tells a row apart under any code.
    """

    def __init__(self, folder: Path, reading: EngagementReading, held: Holdings) -> None:
        self._folder, self._reading = folder, reading
        self._origins = held.content(ORIGINS_FILE)
        self._files = {each.path: each for each in held.of("raw", "table", "answers", "notes")}
        self._stored = frozenset().union(*(each.people for each in held.of("answers", "origins", "codes")))
        self._owners: dict[str, dict[int, set[str]]] = {}

    def rows(self, path: str, code: str, marks: Collection[str]) -> frozenset[int]:
        """Return the numbers of somebody's rows in a file; none in what is no export."""
        file = self._files.get(path)
        if file is None or file.data is None or file.shape not in {"text_table", "workbook"}:
            return frozenset()
        if path not in self._owners:
            self._owners[path] = self._read(file)
        sure = forgotten.rows_of(self._origins, code).get(hashlib.sha256(file.data).hexdigest(), set())
        hers = {code, *marks}
        other = self._stored - {code}
        found = {line for line, own in self._owners[path].items() if own & hers and not own & other}
        return frozenset(found | sure)

    def alike(self, code: str) -> frozenset[str]:
        """Return codes of others that differ in nothing but large and small letters."""
        return frozenset(one for one in self._stored if one != code and one.casefold() == code.casefold())

    def _read(self, file: Stored) -> dict[int, set[str]]:
        from salesex.model.origins import Origins
        from salesex.pipeline.importing import Importer
        from salesex.store import read_origins

        engagement = self._reading.value
        if engagement is None:
            return {}
        alone = Origins(salt=read_origins(self._folder).salt)  # whoever came before is no matter here
        try:
            importer = Importer(self._folder, self._reading, None, engagement.groups[0].id, alone)
            return importer.owners(file.data or b"", (self._folder / file.path).as_posix())
        except (CannotRunError, DataError):  # its map is broken: the rows are found by their cells
            return {}
