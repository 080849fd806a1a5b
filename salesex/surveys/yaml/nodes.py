"""YAML files as trees of nodes with line and column; the only place for yaml.

Files are composed, never constructed: scalars stay as written, no code can run, and every node knows
its place. What a hand-edited file never needs (anchors, aliases, tags, several documents) is an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.frozen import Frozen

if TYPE_CHECKING:
    from salesex.surveys.yaml.slips import Place

Node = yaml.nodes.Node
ReaderError = yaml.reader.ReaderError
YAMLError = yaml.YAMLError
ScalarNode = yaml.nodes.ScalarNode
MappingNode = yaml.nodes.MappingNode
SequenceNode = yaml.nodes.SequenceNode
Mark = yaml.Mark

MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1_000_000
MAX_VALUES = 250_000
"""Keys, texts, lists and mappings of a file; 5,000 items with all their keys have half as many."""
MAX_DEPTH = 40

# Cheap hints that a file may hold what only a scan of its events can tell for sure.
_INDICATORS = re.compile(r"(?:^|[\s\[{,?:-])(?:[&*][^\s]|!)", re.MULTILINE)
_OPENERS, _MANY_OPENERS = "[{-?", 2000
_DEEP = (" " * 120, "- " * 20)
_ENOUGH = 2000
"""Anchors and tags after which nobody looks for more."""
ODD_SPACES = "\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200C))) + "\u202f\u205f\u3000\ufeff"
"""What looks like a space, or like nothing, and is no space to YAML."""
_LINE_END = "\r\n|[\r\n]"
NOT_TEXT = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class _StubResolver:
    """Resolves nothing: every scalar is the text that was written; an explicit tag stays."""

    def resolve(self, kind: type[Node], value: str | None, implicit: object) -> str:
        return ""

    def descend_resolver(self, parent: object, index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def _loader() -> type[Any]:
    """A composer without constructor: libyaml's, or the pure Python one where libyaml is missing."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return _python_loader()

    class Loader(CParser, _StubResolver):
        pass

    return Loader


def _python_loader() -> type[Any]:
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class Loader(Reader, Scanner, Parser, Composer, _StubResolver):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

    return Loader


LOADER = _loader()


class Document(Frozen):
    """One YAML file: its text, its root node (None where it cannot be read) and what is wrong."""

    file: str
    letter: str
    text: str
    root: Node | None
    issues: tuple[Issue, ...] = ()


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 with or without BOM, or UTF-16 with BOM.

    Raises
    ------
    UnicodeDecodeError : it is neither
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnicodeDecodeError("utf-16", b"", 0, 1, error.reason) from None
    return data.decode("utf-8-sig")


def sha256_of(text: str) -> str:
    """Hash of a text without BOM and with LF, so that it is the same on every system."""
    import hashlib

    return hashlib.sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8")).hexdigest()


def composed(text: str) -> Node | None:
    """The root of a text; None where it cannot be read, or holds what is not read."""
    try:
        if needs_scan(text) and scan(text, "", "Q"):
            return None
        root: Node | None = LOADER(text).get_single_node()
    except (yaml.YAMLError, RecursionError):
        return None
    return root


def needs_scan(text: str) -> bool:
    """Whether a text may hold what only a scan of its events can tell."""
    openers = sum(map(text.count, _OPENERS))
    if openers > _MANY_OPENERS or any(sign in text for sign in _DEEP):
        return True
    if any(sign in text for sign in "&*!") and _INDICATORS.search(text):
        return True
    return len(text) > MAX_VALUES and 2 * (openers + sum(map(text.count, ",:\n"))) > MAX_VALUES


def scan(text: str, file: str, letter: str) -> tuple[Issue, ...]:
    """Look at the events one by one for what the composer would hide, or could not survive."""
    loader, depth, values = LOADER(text), 0, 0
    issues: list[Issue] = []
    while len(issues) < _ENOUGH and loader.check_event():
        event = loader.get_event()
        if values and isinstance(event, yaml.DocumentStartEvent):
            break
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        values += isinstance(event, yaml.NodeEvent)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if depth > MAX_DEPTH:
            issues.append(
                catalogue.issue(f"{letter}007", file=file, line=line, column=column, limit=MAX_DEPTH)
            )
            break
        if values > MAX_VALUES:
            unit = Word("values")
            issues.append(
                catalogue.issue(
                    f"{letter}027", file=file, line=line, column=column, limit=MAX_VALUES, unit=unit
                )
            )
            break
        if anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            issues.append(
                catalogue.issue(f"{letter}008", file=file, line=line, column=column, found=sign + anchor)
            )
        if tag:
            issues.append(catalogue.issue(f"{letter}009", file=file, line=line, column=column, found=tag))
    return tuple(issues)


def read_last(text: str) -> tuple[str, Place, Place]:
    """What a parser read last, and from where to where: a text in quotes, a closed bracket, else nothing."""
    loader, last = LOADER(text), None
    try:
        while loader.check_event():
            event = loader.get_event()
            last = last if isinstance(event, yaml.DocumentEndEvent) else event
    except yaml.YAMLError:
        pass
    if last is None:
        return "", (0, 0), (0, 0)
    kind = "closed" if isinstance(last, yaml.CollectionEndEvent) else ""
    if getattr(last, "style", None) in {'"', "'"}:
        kind = "quoted"
    begun, done = last.start_mark, last.end_mark
    return kind, (begun.line, begun.column), (done.line, done.column)


def fails_at(text: str) -> Place | None:
    """Where a parser gives up; None where it reads to the end."""
    loader = LOADER(text)
    try:
        while loader.check_event():
            loader.get_event()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return (mark.line, mark.column) if mark else (0, 0)
    return None


def lines_of(text: str) -> Iterator[str]:
    """Lines as editors count them: they end in LF, CR LF or CR."""
    start = 0
    for match in re.finditer(_LINE_END, text):
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def end_of(text: str) -> Place:
    """Line and column behind a text, both from 1."""
    starts = [match.end() for match in re.finditer(_LINE_END, text)]
    return len(starts) + 1, len(text) - (starts[-1] if starts else 0) + 1


def pointers(root: Node) -> dict[int, str]:
    """JSON pointer of every node, keys included, by the node's identity."""
    found: dict[int, str] = {}
    todo: list[tuple[Node, str]] = [(root, "")]
    while todo:
        node, pointer = todo.pop()
        found[id(node)] = pointer
        if isinstance(node, MappingNode):
            for key, value in node.value:
                step = key.value if isinstance(key, ScalarNode) else "?"
                below = f"{pointer}/{step.replace('~', '~0').replace('/', '~1')}"
                found[id(key)] = below
                todo.append((value, below))
        elif isinstance(node, SequenceNode):
            todo.extend((value, f"{pointer}/{index}") for index, value in enumerate(node.value))
    return found


def heads(root: Node) -> dict[int, Node]:
    """The key of every node that stands under one, by the node's identity."""
    found: dict[int, Node] = {}
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, MappingNode):
            found.update((id(value), key) for key, value in node.value)
            todo.extend(value for _, value in node.value)
        elif isinstance(node, SequenceNode):
            todo.extend(node.value)
    return found


def scalars(root: Node) -> Iterator[ScalarNode]:
    """Every scalar below a node, keys included, in no particular order."""
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, ScalarNode):
            yield node
        elif isinstance(node, MappingNode):
            todo.extend(part for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            todo.extend(node.value)


def is_blank(node: Node) -> bool:
    """Whether nothing is written there."""
    return isinstance(node, ScalarNode) and not node.style and not node.value.strip()
