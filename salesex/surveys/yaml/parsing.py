"""One YAML file parsed: its tree, or what is wrong with its text."""

from __future__ import annotations

import re

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.surveys.yaml import nodes
from salesex.surveys.yaml.nodes import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_MEGABYTES,
    ODD_SPACES,
    Document,
    Node,
    ScalarNode,
    YAMLError,
    decode,
    end_of,
    needs_scan,
    scan,
)

_DECIMAL_COMMA = re.compile(r",(?<=\d,)\d")
_GLUED_COLON = re.compile(r":(?<=[\w-]:)[^\s/:]")
_UNSEEN_ENDS = re.compile("[\x85\u2028\u2029]")
_NO_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""Line ends of YAML 1.1 that editors do not count, and YAML 1.2 does not know: there they are content."""


def parse(data: bytes, file: str, letter: str) -> Document:
    """Compose the bytes of one file.

    Parameters
    ----------
    data : the file as it is on disk; of a larger one no more than a byte beyond `MAX_BYTES` is needed
    file : name for issues
    letter : first letter of the codes: Q, E or R
    """
    if len(data) > MAX_BYTES:
        issue = catalogue.issue(f"{letter}027", file=file, limit=MAX_MEGABYTES, unit=Word("megabytes"))
        return Document(file, letter, "", None, (issue,))
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        line, column = end_of(error.object[: error.start].decode("utf-8", "replace"))
        issue = catalogue.issue(f"{letter}004", file=file, line=line, column=column)
        return Document(file, letter, "", None, (issue,))
    root, issues = _compose(
        text.translate(_NO_LINE_ENDS) if _UNSEEN_ENDS.search(text) else text, file, letter
    )
    return Document(file, letter, text, root, issues)


def _compose(text: str, file: str, letter: str) -> tuple[Node | None, tuple[Issue, ...]]:
    try:
        found = scan(text, file, letter) if needs_scan(text) else ()
        if found:
            return None, found
        root = nodes.LOADER(text).get_single_node()
    except YAMLError as error:
        from salesex.surveys.yaml.broken import broken

        return broken(error, text, file, letter)
    except RecursionError:
        return None, (catalogue.issue(f"{letter}007", file=file, line=1, column=1, limit=MAX_DEPTH),)
    if root is None or (isinstance(root, ScalarNode) and not root.value and not root.style):
        return None, (catalogue.issue(f"{letter}002", file=file, line=1, column=1),)
    if any(map(text.__contains__, ODD_SPACES)):
        from salesex.surveys.yaml.spaces import between_keys

        root, odd = between_keys(root, text, file, letter)
        return root, (*odd, *_mended(root, file, letter))
    if _GLUED_COLON.search(text) or _DECIMAL_COMMA.search(text):
        return root, _mended(root, file, letter)
    return root, ()


def _mended(root: Node, file: str, letter: str) -> tuple[Issue, ...]:
    from salesex.surveys.yaml.glued import mended

    return mended(root, file, letter)
