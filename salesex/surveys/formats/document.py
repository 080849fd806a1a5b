"""A whole file read by its table of fields; where keys stand on a wrong level, it is read on as if mended."""

from __future__ import annotations

from typing import Any

from salesex import catalogue
from salesex.catalogue import Word
from salesex.frozen import replace
from salesex.surveys.formats.fields import Record
from salesex.surveys.formats.kinds import INVALID
from salesex.surveys.formats.reader import Reader
from salesex.surveys.yaml.nodes import Node

_FORMATS = ("salesex/questionnaire", "salesex/engagement", "salesex/response", "salesex/map")
_ON_A_WRONG_LEVEL = frozenset({"010", "011", "015", "020"})
"""What is told of keys that could be right on another level."""


def read_document(reader: Reader, record: Record) -> Any:
    """Read a whole file by the record of its format; None where nothing could be read.

    A file of another format is reported once; a file that only lacks the key is read all the same.
    Where keys stand on a wrong level, it is read as if they stood where they belong.
    """
    document = reader.document
    if document.root is None:
        if any(issue.code[1:] == "001" for issue in document.issues):
            from salesex.surveys.formats.mending import line_put_right

            reader.begin(line_put_right(document, record))
        return None
    value = _read_root(reader, document.root, record)
    if any(issue.code[1:] in _ON_A_WRONG_LEVEL for issue in reader.issues):
        from salesex.surveys.formats.mending import keys_put_right

        issues, incomplete = keys_put_right(reader, record)
        if issues:
            reader.begin(replace(document, issues=(*document.issues, *issues)), incomplete)
            value = _read_root(reader, document.root, record)
    return value


def _read_root(reader: Reader, root: Node, record: Record) -> Any:
    entries = reader.entries(root, record.word)
    if entries is None:
        return None
    if "format" not in entries:
        foreign = sum(key in record.fields for key in entries) * 2 < len(entries)
        unknown = [key for key in entries if key not in record.fields]
        if foreign or not any(catalogue.nearest(key, ("format",)) for key in unknown):
            reader.drop("021", root, expected=record.format)
        if foreign:
            return None
    elif getattr(entries["format"][1], "value", None) != record.format:
        at = entries["format"][1]
        wrong = at.value if isinstance(at.value, str) else Word("mapping")
        _other_format(reader, at, wrong, record.format)
        return None
    value = record.read_entries(reader, root, entries, {})
    return None if value is INVALID else value


def _other_format(reader: Reader, at: Node, wrong: str, expected: str) -> None:
    """Report a format that is misspelt, a later version, or that of another kind of file."""
    kind, _, version = expected.rpartition("/")
    written, _, number = wrong.rpartition("/")
    later = written == kind and number.isdecimal() and int(number[:9]) > int(version)
    other = written != kind and written in _FORMATS
    remedy = Word("newer_needed" if later else "other_file" if other else "begin_with")
    known = () if later or other else (expected,)
    reader.report("022", at, wrong=wrong, known=known, expected=expected, remedy=remedy)
