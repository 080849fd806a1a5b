"""Every file of an engagement folder, what kind it is, and whose codes stand in it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from salesex.errors import CannotRunError
from salesex.leftovers import PENDING_FILE
from salesex.locking import LOCK_FILE
from salesex.model.code_list import CODES_FILE
from salesex.pipeline.privacy.log import LOG_FILE
from salesex.store import ORIGINS_FILE

if TYPE_CHECKING:
    from salesex.model.privacy import Kind

NOT_ENTERED = frozenset({".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__"})
"""Folders of other programs. What version control keeps is looked at by `version_control`."""
LARGEST = 100_000_000
LARGEST_OTHER = 20_000_000
"""Bytes of a file that is looked at: of a table, and of any other, such as a recording."""
_LEFTOVER = re.compile(r"\.(?P<name>.+)-[^-]+\.(?:tmp|kept)")
_TABLES = (".csv", ".tsv", ".txt")
_LONG = (*_TABLES, ".xlsx")
_FOLDERS: dict[str, Kind] = {
    "forms": "form", "maps": "map", "notes": "notes", "results": "results",
    "reports": "report", "responses": "answers",
}  # fmt: skip
_FILES: dict[str, Kind] = {
    CODES_FILE: "codes",
    ORIGINS_FILE: "origins",
    "private/ledger.json": "ledger",
    LOG_FILE: "log",
}
_PAPER = re.compile(r"privacy/(?:record|record-processor|works-council)-[a-z]{2}\.(?:pdf|html)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
Shape = Literal["text_table", "workbook", "documents", "single", "plain"]
"""How codes stand in a file: in rows, in YAML documents, or the whole file is one person's; or neither."""


@dataclass(frozen=True)
class Stored:
    """One file: its path below the folder (with `/`), its content, and the codes in it with their rows.

    `data` is None for what is not looked at: too large, a link, or not to be opened (`why`).
    """

    path: str
    kind: Kind
    data: bytes | None
    shape: Shape = "plain"
    codes: tuple[tuple[int, str], ...] = ()
    why: Literal["", "link", "large", "unreadable"] = ""

    @cached_property
    def people(self) -> frozenset[str]:
        """Whose codes stand in it."""
        return frozenset(code for _, code in self.codes)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The files of an engagement folder, by path."""

    folder: Path
    files: tuple[Stored, ...]

    @property
    def people(self) -> frozenset[str]:
        """Every code that is known."""
        return frozenset().union(*(each.people for each in self.files))

    def content(self, path: str) -> bytes:
        """What a file holds; nothing where there is none."""
        return next((each.data or b"" for each in self.files if each.path == path), b"")

    @property
    def sources(self) -> frozenset[str]:
        """Checksums of the files that answers were collected from."""
        try:
            return frozenset(json.loads(self.content(ORIGINS_FILE))["sources"])
        except (ValueError, KeyError, TypeError):
            return frozenset()

    @property
    def tools(self) -> frozenset[str]:
        """Survey tools that answers were collected from, by the name of their source; not of forms."""
        try:
            sources = json.loads(self.content(ORIGINS_FILE))["sources"].values()
            return frozenset(str(each["tool"]) for each in sources if each.get("tool"))
        except (ValueError, KeyError, TypeError, AttributeError):
            return frozenset()

    def of(self, *kinds: Kind) -> list[Stored]:
        """Files of some kinds."""
        return [each for each in self.files if each.kind in kinds]


def holdings(folder: Path) -> Holdings:
    """Look at every file of an engagement folder.

    Raises
    ------
    CannotRunError : the folder cannot be read
    """
    paths = list(_paths(folder))
    listed = _look(folder, CODES_FILE, frozenset()).people if CODES_FILE in paths else frozenset()
    found = Holdings(folder, tuple(_look(folder, path, listed) for path in paths))
    sources = found.sources
    return replace(found, files=tuple(_raw(each, sources) for each in found.files))


def _paths(folder: Path) -> Iterator[str]:
    def failed(error: OSError) -> None:
        raise CannotRunError(f"{error.filename} cannot be read", "Give yourself the right to read it.")

    found = []
    for place, below, names in os.walk(folder, onerror=failed):
        below[:] = sorted(name for name in below if name not in NOT_ENTERED)
        inside = Path(place).relative_to(folder)
        linked = [name for name in below if (Path(place) / name).is_symlink()]
        found += [(inside / name).as_posix() for name in [*names, *linked]]
    yield from sorted(path for path in found if path != LOCK_FILE)


def _look(folder: Path, path: str, listed: frozenset[str]) -> Stored:
    from salesex.surveys.formats.reader import read_bytes

    whole, kind = folder / path, _kind(path)
    if whole.is_symlink():
        return Stored(path, kind, None, why="link")
    try:
        if whole.stat().st_size > (LARGEST if path.lower().endswith(_LONG) else LARGEST_OTHER):
            return Stored(path, kind, None, why="large")
        data = read_bytes(whole)
    except (CannotRunError, OSError):
        return Stored(path, kind, None, why="unreadable")
    return _named(Stored(path, kind, data), listed) or _read(Stored(path, kind, data))


def _raw(file: Stored, sources: frozenset[str]) -> Stored:
    """A file that answers were collected from, or that may be one, lies where nobody looks for answers."""
    from salesex.surveys.folder import OTHER_TABLES, TABLES

    if file.kind not in {"other", "notes", "form"}:
        return file
    if file.data is not None and sources and hashlib.sha256(file.data).hexdigest() in sources:
        return replace(file, kind="raw")
    is_table = file.path.lower().endswith((*TABLES, *OTHER_TABLES))
    return replace(file, kind="table") if file.kind == "other" and is_table else file


def _named(file: Stored, listed: frozenset[str]) -> Stored | None:
    """A form for one code that we made has it in its name; to open all of them would take long."""
    code = Path(file.path).stem.rpartition("-")[2]
    if file.kind != "form" or code not in listed:
        return None
    return replace(file, shape="single", codes=((1, code),))


def _kind(path: str) -> Kind:
    first, _, rest = path.partition("/")
    if path == PENDING_FILE or _LEFTOVER.fullmatch(path.rpartition("/")[2]):
        return "leftover"
    if path in _FILES:
        return _FILES[path]
    if path.startswith("private/interviews/"):
        return "journal"
    if _PAPER.fullmatch(path):
        return "paper"
    return _FOLDERS.get(first, "other") if rest else "other"


def _read(file: Stored) -> Stored:
    """The file with what its content says of whom it is."""
    if file.kind in {"results", "report", "ledger", "log"}:
        return file
    found = _origins(file) or _journal(file) or _response(file) or _table(file) or file
    if found.kind == "answers" and not found.codes and _is_export(found):
        return replace(found, kind="raw")
    if found.kind in {"other", "notes"} and found.codes:
        return replace(found, kind="raw")
    return found


def _origins(file: Stored) -> Stored | None:
    if file.kind != "origins":
        return None
    try:
        said = json.loads(file.data or b"")["responses"].values()
        return replace(file, codes=tuple((0, str(each["respondent"])) for each in said))
    except (ValueError, KeyError, TypeError, AttributeError):
        return file


def _journal(file: Stored) -> Stored | None:
    if not file.path.endswith(".jsonl"):
        return None
    try:
        start = json.loads((file.data or b"").partition(b"\n")[0])
        if not str(start["format"]).startswith("salesex/interview/"):
            return None
        return replace(file, shape="single", codes=((1, str(start["respondent"])),))
    except (ValueError, KeyError, TypeError):
        return None


def _response(file: Stored) -> Stored | None:
    from salesex.surveys.headers import kind_in
    from salesex.surveys.removal.owners import respondents_in

    data = file.data or b""
    if data.startswith(b"PK") or b"respondent" not in data.replace(b"\0", b"") or kind_in(data) != "response":
        return None
    codes = tuple((0, code) for code in respondents_in(data))
    return replace(file, shape="single" if len(set(codes)) == 1 else "documents", codes=codes)


def _table(file: Stored) -> Stored | None:
    from salesex.surveys.removal import table_cuts, workbook_cuts

    name = file.path.rpartition("/")[2]
    if leftover := _LEFTOVER.fullmatch(name):
        name = leftover["name"]
    data, ending = file.data or b"", Path(name).suffix.lower()
    try:
        if data.startswith(b"PK") and workbook_cuts.is_workbook(data):
            form = _form(file)
            return form or replace(file, shape="workbook", codes=tuple(workbook_cuts.workbook_codes(data)))
        if ending in _TABLES and (b"\0" not in data or data[:2] in _UTF16):
            return replace(file, shape="text_table", codes=tuple(table_cuts.text_codes(data)))
    except (ValueError, UnicodeDecodeError):
        return None
    return None


def _is_export(file: Stored) -> bool:
    """Whether a table among the answers names nobody as ours do: it was put there without `collect`."""
    from salesex.surveys.collected import Collected
    from salesex.surveys.collecting.raw_tables import raw_table
    from salesex.surveys.tables.columns import names_answers

    if file.shape not in {"text_table", "workbook"}:
        return False
    try:
        head = raw_table(file.data or b"", file.path, Collected(), most=1)
    except ValueError:
        return False
    cells = [cell.strip() for cell in head.rows[0]] if head and head.rows else []
    return len([cell for cell in cells if cell]) > 1 and not names_answers(cells, ())


def _form(file: Stored) -> Stored | None:
    """A filled Excel form of ours, which is one person's."""
    from salesex.forms.readers import read_filled

    try:
        forms = read_filled(file.data or b"", file.path)
    except CannotRunError:
        return None
    if forms is None or len(forms) != 1:  # of several people: a table like any other
        return None
    code = forms[0].respondent.strip()
    return replace(file, shape="single", codes=((1, code),) if code else ())
