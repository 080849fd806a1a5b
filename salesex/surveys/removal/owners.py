"""Whose YAML responses are: a file is one person's, or several, one document after the other."""

from __future__ import annotations

import re

from salesex.surveys.answers.entries import whole
from salesex.surveys.removal.table_cuts import Cut, encoded
from salesex.surveys.yaml import nodes as yaml_nodes
from salesex.surveys.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from salesex.surveys.yaml.parsing import parse

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


def faults(data: bytes) -> int:
    """Return how many faults of form the documents of a YAML file have; of a text that is none, one.

    A key that is there twice is one, too.

    >>> faults(b"a: (b) c"), faults(b"a: [b] c"), faults(b"a: {b: 1, b: 2}")
    (0, 1, 1)
    """
    try:
        parts = _documents(yaml_nodes.decode(data))
    except UnicodeDecodeError:
        return 1
    read = [parse(part.encode(), "", "R") for part in parts]
    return sum(len(each.issues) + _twice(each.root) for each in read)


def _twice(node: Node | None) -> int:
    """How many keys are there again, in a tree of nodes."""
    if isinstance(node, MappingNode):
        keys = [key.value for key, _ in node.value if isinstance(key, ScalarNode)]
        return len(keys) - len(set(keys)) + sum(_twice(value) for _, value in node.value)
    return sum(map(_twice, node.value)) if isinstance(node, SequenceNode) else 0


def _documents(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


def _respondent(text: str) -> str:
    """The code of one document; of one that is broken, what the line says."""
    root = parse(text.encode(), "", "R").root
    if isinstance(root, MappingNode):
        for key, value in root.value:
            if isinstance(key, ScalarNode) and key.value == "respondent" and isinstance(value, ScalarNode):
                return whole(str(value.value).strip())
    found = _LINE.search(text)
    return whole(found[1].strip("\"' ")) if found else ""
