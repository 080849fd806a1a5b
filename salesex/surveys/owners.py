"""Whose YAML responses are: a file is one person's, or several, one document after the other."""

from __future__ import annotations

import re

from salesex.surveys import yaml_nodes
from salesex.surveys.entries import whole
from salesex.surveys.table_cuts import Cut, encoded
from salesex.surveys.yaml_nodes import MappingNode, ScalarNode

_BETWEEN = re.compile(r"^(?=---(?:[ \t]|\r?$))", re.MULTILINE)
_LINE = re.compile(r"""^["']?respondent["']?[ \t]*:[ \t]*(.*?)[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


def respondents_in(data: bytes) -> tuple[str, ...]:
    """Return the codes of a YAML response, one for each of its documents that names one."""
    try:
        text = yaml_nodes.decode(data)
    except UnicodeDecodeError:
        return ()
    return tuple(code for part in _documents(text) if (code := _respondent(part)))


def response_without(data: bytes, code: str) -> Cut:
    """Return YAML responses without the documents of somebody.

    Raises
    ------
    UnicodeDecodeError : it is no text
    """
    parts = _documents(yaml_nodes.decode(data))
    kept = [part for part in parts if _respondent(part) != code]
    gone = len(parts) - len(kept)
    left = sum(bool(_respondent(part)) for part in kept)
    return Cut(encoded("".join(kept), data) if gone else data, gone, left)


def _documents(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


def _respondent(text: str) -> str:
    """The code of one document; of one that is broken, what the line says."""
    root = yaml_nodes.parse(text.encode(), "", "R").root
    if isinstance(root, MappingNode):
        for key, value in root.value:
            if isinstance(key, ScalarNode) and key.value == "respondent" and isinstance(value, ScalarNode):
                return whole(str(value.value).strip())
    found = _LINE.search(text)
    return whole(found[1].strip("\"' ")) if found else ""
