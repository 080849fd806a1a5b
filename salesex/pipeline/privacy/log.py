"""The log of what was deleted, `private/purged.jsonl`: when, whose code, how much; never what it said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesex.model.privacy import Purged

LOG_FILE = "private/purged.jsonl"


def with_lines(former: bytes, entries: Sequence[Purged], *, codes: bool = True) -> bytes:
    """Return the log with more lines.

    Parameters
    ----------
    codes : whether earlier lines keep the code they are about
    """
    lines = [line for line in former.splitlines() if line.strip()]
    if not codes:
        lines = [_without_code(line) for line in lines]
    lines += [_line(entry) for entry in entries]
    return b"".join(line + b"\n" for line in lines)


def deleted_codes(folder: Path) -> dict[str, str]:
    """Return the codes whose answers were deleted, each with the last day (ISO 8601) on which they were."""
    from salesex.surveys.formats.reader import read_bytes

    path = folder / LOG_FILE
    lines = map(_read, read_bytes(path).splitlines()) if path.exists() else ()
    return {line["code"]: str(line.get("date", "")) for line in lines if isinstance(line.get("code"), str)}


def deleted_marks(folder: Path) -> dict[str, str]:
    """Return the codes that were deleted by what tells their rows apart in an export."""
    from salesex.surveys.formats.reader import read_bytes

    path = folder / LOG_FILE
    lines = map(_read, read_bytes(path).splitlines()) if path.exists() else ()
    return {str(mark): str(line["code"]) for line in lines if line.get("code") for mark in _marks(line)}


def _marks(line: dict[str, Any]) -> list[object]:
    marks = line.get("marks")
    return marks if isinstance(marks, list) else []


def ended(folder: Path) -> str:
    """Return the last day (ISO 8601) on which all answers were deleted; nothing where they never were."""
    from salesex.surveys.formats.reader import read_bytes

    path = folder / LOG_FILE
    lines = map(_read, read_bytes(path).splitlines()) if path.exists() else ()
    return max((str(line.get("date", "")) for line in lines if line.get("kind") == "expired"), default="")


def tools(folder: Path) -> frozenset[str]:
    """Return the survey tools that deleted answers had come from, by the name of their source."""
    from salesex.surveys.formats.reader import read_bytes

    path = folder / LOG_FILE
    lines = map(_read, read_bytes(path).splitlines()) if path.exists() else ()
    named = (line.get("tools") for line in lines)
    return frozenset(str(tool) for some in named if isinstance(some, list) for tool in some)


def mentions(data: bytes, code: str) -> bool:
    """Whether the log says that a code was deleted."""
    return any(_read(line).get("code") == code for line in data.splitlines())


def _line(entry: Purged) -> bytes:
    marks = {"marks": entry.marks} if entry.marks else {}
    return _dumped({
        "format": entry.format,
        "date": entry.date,
        "kind": entry.kind,
        "code": entry.code,
        "people": entry.people,
        "files": {"changed": entry.changed, "deleted": entry.deleted},
        "rows": entry.rows,
        **({"tools": list(entry.tools)} if entry.tools else {}),
    } | marks)  # fmt: skip


def _dumped(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _without_code(line: bytes) -> bytes:
    content = _read(line)
    content.pop("marks", None)
    return _dumped(content | {"code": None}) if content else b""


def _read(line: bytes) -> dict[str, Any]:
    """What a line says; nothing where it is damaged."""
    try:
        content = json.loads(line)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
