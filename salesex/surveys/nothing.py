"""What to do about a key without content, depending on whether it may be left out and on what follows."""

from __future__ import annotations

from itertools import islice

from salesex.surveys.reader import is_blank
from salesex.surveys.yaml_nodes import Node, lines_of


def remedy(node: Node, text: str, needed: bool) -> str:
    """Return the remedy as a word of the catalogue.

    Parameters
    ----------
    node : a scalar that says nothing
    text : the whole file
    needed : whether something has to stand there
    """
    if node.value.strip():
        return "null_needed_remedy" if needed else "null_remedy"
    if is_blank(node) and _goes_on_with_comment(node, text):
        return "nothing_but_comment_remedy"
    return "nothing_needed_remedy" if needed else "nothing_remedy"


def _goes_on_with_comment(node: Node, text: str) -> bool:
    mark = node.start_mark
    line = next(islice(lines_of(text), mark.line, None), "")
    return line[mark.column :].lstrip().startswith("#")
