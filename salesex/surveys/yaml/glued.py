"""Slips that leave valid YAML of another meaning: keys that a missing space made part of something else.

They are told like any other slip and mended in the tree, so that nothing else is said about them.
"""

from __future__ import annotations

import re

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.surveys.yaml.nodes import ODD_SPACES, MappingNode, Mark, Node, ScalarNode, SequenceNode
from salesex.surveys.yaml.spaces import odd_space

_GLUED = re.compile(r"([A-Za-z][\w-]*|\d+(?!:\d)):([^\s:/].*)", re.DOTALL)
_SPACED = re.compile(rf"([A-Za-z][\w-]*|\d+):[{ODD_SPACES}][ {ODD_SPACES}]*(.*)", re.DOTALL)
_ODD_BEFORE = re.compile(f"[{ODD_SPACES}][ {ODD_SPACES}]*")


def mended(root: Node, file: str, letter: str) -> tuple[Issue, ...]:
    """Mend the keys of a tree that hold their value or a space that is none; return what is told of them.

    One issue for each pair of braces in which spaces after colons are missing.
    """
    found: list[Issue] = []
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, MappingNode):
            found += _in_mapping(node, file, letter)
            todo.extend(value for _, value in node.value)
        elif isinstance(node, SequenceNode):
            todo.extend(node.value)
    return tuple(sorted(found, key=lambda issue: issue.sort_key))


def is_glued(node: Node) -> bool:
    """Whether a text is `key:value` without the space, all of it."""
    return isinstance(node, ScalarNode) and not node.style and bool(_GLUED.fullmatch(node.value))


def _in_mapping(node: MappingNode, file: str, letter: str) -> list[Issue]:
    found = _with_comma(node, file, letter) if node.flow_style else []
    glued: Issue | None = None
    for number, (key, value) in enumerate(node.value):
        if not isinstance(key, ScalarNode) or key.style:
            continue
        mark = key.start_mark
        match = _GLUED.fullmatch(key.value) if node.flow_style and _is_nothing(value) else None
        if match is not None:
            node.value[number] = _parted(key, match)
            told = {"problem": Word("yaml_glued_colon"), "remedy": Word("yaml_glued_colon_remedy")}
            column = mark.column + match.end(1) + 1
            glued = glued or catalogue.issue(
                f"{letter}001", file=file, line=mark.line + 1, column=column, **told
            )
        spaced = _SPACED.fullmatch(key.value) if node.flow_style and _is_nothing(value) else None
        if spaced is not None:
            node.value[number] = _parted(key, spaced)
            column = mark.column + spaced.end(1) + 2
            found.append(odd_space(file, letter, mark.line + 1, column, key.value[spaced.end(1) + 1]))
        odd = _ODD_BEFORE.match(key.value)
        if odd is not None:
            key.value = key.value[odd.end() :]
            found.append(odd_space(file, letter, mark.line + 1, mark.column + 1, odd[0][0]))
    return found if glued is None else [*found, glued]


def _with_comma(node: MappingNode, file: str, letter: str) -> list[Issue]:
    """Numbers with a decimal comma, which braces read as a number and a key: put together again."""
    found, kept = [], node.value[:1]
    for key, value in node.value[1:]:
        name, last = kept[-1]
        is_rest = isinstance(key, ScalarNode) and _is_nothing(value) and not key.style
        if (
            is_rest
            and isinstance(last, ScalarNode)
            and not last.style
            and key.start_mark.index == last.end_mark.index + 1
            and re.fullmatch(r"\d+(?:,\d+)?", f"{last.value},{key.value}")
        ):
            mark, number = last.start_mark, f"{last.value}.{key.value}"
            told = {"value": f"{last.value},{key.value}", "expected": Word("number_with_point")}
            line, column = mark.line + 1, mark.column + 1
            found.append(
                catalogue.issue(f"{letter}015", file=file, line=line, column=column, example=number, **told)
            )
            kept[-1] = name, ScalarNode(last.tag, number, mark, key.end_mark, last.style)
        else:
            kept.append((key, value))
    node.value = kept
    return found


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value and not node.style


def _parted(key: ScalarNode, match: re.Match[str]) -> tuple[ScalarNode, ScalarNode]:
    """The key and the value of an entry written without the space between them."""
    mark, text = key.start_mark, match[2]
    length = match.start(2)
    begin = Mark(mark.name, mark.index + length, mark.line, mark.column + length, None, 0)
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        text = text[1:-1]
    return (
        ScalarNode(key.tag, match[1], mark, begin, key.style),
        ScalarNode(key.tag, text, begin, key.end_mark, key.style),
    )
