"""What to do about a key without content, depending on whether it may be left out and on what follows."""

from __future__ import annotations

from salesex.surveys.yaml.nodes import Node, is_blank


def remedy(node: Node, line: str, needed: bool) -> str:
    """Return the remedy as a word of the catalogue.

    Parameters
    ----------
    node : a scalar that says nothing
    line : the line on which it begins
    needed : whether something has to stand there
    """
    if node.value.strip():
        return "null_needed_remedy" if needed else "null_remedy"
    if is_blank(node) and line[node.start_mark.column :].lstrip().startswith("#"):
        return "nothing_but_comment_remedy"
    return "nothing_needed_remedy" if needed else "nothing_remedy"
