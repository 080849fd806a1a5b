"""Reading one YAML file: collects issues with their places, and knows where each part was written."""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Generic, TypeVar

from salesex import catalogue
from salesex.catalogue import Value, Word
from salesex.errors import CannotRunError, Issue
from salesex.frozen import Frozen
from salesex.surveys.collected import Collected
from salesex.surveys.formats.switches import FOUND_WITH_ANSWERS, switch_off
from salesex.surveys.yaml import nodes as yaml_nodes
from salesex.surveys.yaml.nodes import Document, MappingNode, Node, ScalarNode, SequenceNode, is_blank
from salesex.surveys.yaml.parsing import parse

T = TypeVar("T")
NOTHING = frozenset({"~", "null", "Null", "NULL"})
"""What YAML calls nothing; nobody means the word, and other programs read nothing."""
Entries = dict[str, tuple[Node, Node]]


class Reading(Frozen, Generic[T]):
    """What became of a file: its value (None when it has errors), and every issue.

    `text` is the file's, without BOM; `languages` has one set of languages per text
    that is a map; `switched_off` counts issues that comments in the file switch off.
    """

    value: T | None
    issues: tuple[Issue, ...] = ()
    text: str = ""
    languages: tuple[frozenset[str], ...] = ()
    switched_off: int = 0

    @property
    def sha256(self) -> str:
        """Hash over the text with LF; "" for a file that could not be read as text."""
        return yaml_nodes.sha256_of(self.text) if self.text else ""


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Content of a file, or the first bytes of it.

    Raises
    ------
    CannotRunError : it is missing, locked, no file (a pipe could keep us waiting) or may not be read
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            remedy = "Name a file; what a pipe holds is read with `-`."
            raise CannotRunError(f"{path.as_posix()} is no file", remedy)
        if 0 <= most < found.st_size:
            with path.open("rb") as stream:
                return stream.read(most)
        return path.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            raise CannotRunError(
                f"{path.as_posix()} is a link that leads nowhere", "Mend the link, or remove it."
            ) from None
        raise CannotRunError(f"{path.as_posix()} does not exist", "Check the path.") from None
    except PermissionError:
        remedy = "Close it in Excel or the editor, or give yourself the right to read it."
        raise CannotRunError(f"{path.as_posix()} cannot be opened", remedy) from None
    except OSError as error:
        problem = error.strerror or str(error)
        raise CannotRunError(f"{path.as_posix()} cannot be read: {problem}", "Check the path.") from None


def read_yaml(path: Path, letter: str) -> Document:
    """Compose a YAML file, whose codes begin with a letter; of one that is too large only the beginning.

    Raises
    ------
    CannotRunError : as `read_bytes`
    """
    return parse(read_bytes(path, yaml_nodes.MAX_BYTES + 1), path.as_posix(), letter)


class Reader:
    """Cursor over one document. Kinds (`fields`) and rules report to it; it never raises on data.

    `incomplete` says that something was left out of the value, so that rules about what is missing
    had better be silent. `texts` holds every text written as a map of languages, `said` every text in
    one language, `small_points` the numbers of points (0-100) above 0 and at most 1. `needed` holds the
    nodes that say nothing where something has to stand, by their `id()`.
    """

    def __init__(self, document: Document) -> None:
        self.begin(document)

    def begin(self, document: Document, incomplete: bool = False) -> None:
        """Begin anew with a document, such as the same one with its keys put right."""
        self.document = document
        self.issues = Collected(document.issues)
        self.incomplete = incomplete
        self.texts: list[tuple[Node, frozenset[str]]] = []
        self.said: list[Node] = []
        self.small_points: list[Node] = []
        self.invalid_ids: set[str] = set()
        self.needed: set[int] = set()
        self._parts: dict[int, tuple[object, Node]] = {}
        self._pointers: dict[int, str] | None = None
        self._heads: dict[int, Node] | None = None
        self._lines: list[str] | None = None
        self._below: dict[int, Entries] = {}

    @property
    def is_full(self) -> bool:
        """Whether the file has so many issues that no more are kept."""
        return self.issues.is_full(self.document.file)

    def issue(
        self, code: str, node: Node, *, wrong: str = "", known: Collection[str] = (), **values: Value
    ) -> Issue:
        """Return an issue at a node; a code of three digits takes the letter of the file's format."""
        line, column, path = self.where(node)
        return catalogue.issue(
            self.document.letter + code if len(code) == 3 else code,
            file=self.document.file,
            line=line,
            column=column,
            path=path,
            wrong=wrong,
            known=known,
            **values,
        )

    def report(
        self, code: str, node: Node, *, wrong: str = "", known: Collection[str] = (), **values: Value
    ) -> None:
        """Add an issue at a node."""
        if self.is_full:
            return
        self.issues.append(self.issue(code, node, wrong=wrong, known=known, **values))

    def take(self, issues: Iterable[Issue]) -> None:
        """Add issues as they are found, as long as any are kept."""
        for issue in issues:
            if self.is_full:
                break
            self.issues.append(issue)

    def where(self, node: Node) -> tuple[int, int, str]:
        """Line and column from 1, and JSON pointer, of a node."""
        if self._pointers is None:
            root = self.document.root
            self._pointers = yaml_nodes.pointers(root) if root is not None else {}
        mark = node.start_mark
        return mark.line + 1, mark.column + 1, self._pointers.get(id(node), "")

    def remember(self, part: object, node: Node) -> None:
        """Keep the place where a part of the value was written."""
        self._parts[id(part)] = (part, node)

    def place(self, part: object, *keys: str) -> Node:
        """Node of a part, or of what stands under the keys in it, as far as they exist.

        A key is followed to its value; a number follows a list.
        """
        node = self._parts[id(part)][1]
        for key in keys:
            below = self.child(node, key)
            if below is None:
                break
            node = below
        return node

    def child(self, node: Node, key: str) -> Node | None:
        """What stands under a key of a mapping, or at a number of a list."""
        if isinstance(node, SequenceNode):
            return node.value[int(key)] if key.isdigit() and int(key) < len(node.value) else None
        pair = self._pairs(node).get(key)
        return pair[1] if pair is not None else None

    def key(self, node: Node, key: str) -> Node | None:
        """The key itself in a mapping."""
        pair = self._pairs(node).get(key) if isinstance(node, MappingNode) else None
        return pair[0] if pair is not None else None

    def element(self, node: Node, text: str) -> Node:
        """The first element of a list that says a text, else the list."""
        pair = self._pairs(node).get(text) if isinstance(node, SequenceNode) else None
        return pair[1] if pair is not None else node

    def _pairs(self, node: Node) -> Entries:
        """What is below a node by its text, keys with their values, however often asked."""
        if isinstance(node, ScalarNode):
            return {}
        found = self._below.get(id(node))
        if found is None:
            found = self._below[id(node)] = {}
            for one in node.value:
                key, value = one if isinstance(node, MappingNode) else (one, one)
                if isinstance(key, ScalarNode):
                    text = key.value if isinstance(node, MappingNode) else key.value.strip()
                    found.setdefault(text, (key, value))
        return found

    def head(self, node: Node) -> Node:
        """The key a node stands under, else the node: where something is missing, there is nothing to
        point at, and the first line of what is there is not where a person looks.
        """
        if self._heads is None:
            root = self.document.root
            self._heads = yaml_nodes.heads(root) if root is not None else {}
        return self._heads.get(id(node), node)

    def line(self, part: object, *keys: str) -> int:
        """Line of a part, from 1."""
        return int(self.place(part, *keys).start_mark.line) + 1

    def entries(self, node: Node, name: str) -> Entries | None:
        """Pairs of a mapping by key, with doubled and strange keys reported; None if it is no mapping."""
        if not isinstance(node, MappingNode):
            self.wrong_kind(node, "mapping", name)
            return None
        found: Entries = {}
        again = False
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.drop("014", key, expected=Word("key"), found=Word(kind_of(key)))
            elif key.value == "<<" and not key.style:
                self.drop("008", key, found="<<")
            elif key.value in found:
                first = found[key.value][0].start_mark.line + 1
                begins = key.value == node.value[0][0].value and self._after_dash(node)
                if begins or not again:
                    remedy = Word("twice_dash_remedy" if begins else "twice_remedy")
                    self.drop("010", key, key=key.value, first=first, remedy=remedy)
                again = again or begins
            else:
                found[key.value] = (key, value)
        return found

    def _after_dash(self, node: MappingNode) -> bool:
        """Whether a mapping without braces begins behind the dash of a list."""
        if node.flow_style:
            return False
        return self._line(node)[: node.start_mark.column].rstrip().endswith("-")

    def _line(self, node: Node) -> str:
        """The line a node begins on."""
        if self._lines is None:  # most files need none
            self._lines = list(yaml_nodes.lines_of(self.document.text))
        row: int = node.start_mark.line
        return self._lines[row] if row < len(self._lines) else ""

    def elements(self, node: Node, name: str, may_be_one: bool = False) -> list[Node] | None:
        """Elements of a list; None, reported, if it is none. `may_be_one`: it may be one text of several."""
        if isinstance(node, SequenceNode):
            return list(node.value)
        one = may_be_one and isinstance(node, ScalarNode) and not is_blank(node)
        if one and not _missing_space(node, "list"):
            found = Word(kind_of(node))
            self.drop("014", node, expected=Word("list"), found=found, nearest=f"[{node.value.strip()}]")
        else:
            self.wrong_kind(node, "list", name)
        return None

    def scalar(self, node: Node, expected: str, name: str) -> str | None:
        """The text of a scalar as written, trimmed; None, reported, if there is none."""
        if not isinstance(node, ScalarNode):
            self.drop("014", node, expected=Word(expected), found=Word(kind_of(node)))
            return None
        if says_nothing(node):
            self.nothing(node, name)
            return None
        return str(node.value).strip()

    def wrong_kind(self, node: Node, expected: str, name: str) -> None:
        """Report that something else was expected, or that there is nothing at all."""
        if says_nothing(node):
            self.nothing(node, name)
        elif (slip := _missing_space(node, expected)) is not None:
            self.drop("001", node, problem=Word(slip), remedy=Word(f"{slip}_remedy"))
        else:
            self.drop("014", node, expected=Word(expected), found=Word(kind_of(node)))

    def nothing(self, node: Node, name: str) -> None:
        """Report that there is nothing, or a word that says so unless it stands in quotes."""
        from salesex.surveys.formats import nothing  # hardly any file needs it

        remedy = nothing.remedy(node, self._line(node), id(node) in self.needed)
        self.drop("018", node, what=name, remedy=Word(remedy))

    def drop(
        self, code: str, node: Node, *, wrong: str = "", known: Collection[str] = (), **values: Value
    ) -> None:
        """Report, and note that the value lacks what stands here."""
        self.incomplete = True
        self.report(code, node, wrong=wrong, known=known, **values)

    def reading(self, value: T | None, complete: bool = True) -> Reading[T]:
        """Close the file: comments switch issues off; with errors there is no value.

        `complete` is False where rules were not run for lack of something outside the file.

        In an engagement the comments on `FOUND_WITH_ANSWERS` are left to who reads the answers.
        """
        later = FOUND_WITH_ANSWERS if self.document.letter == "E" else ()
        kept, count = switch_off(self.document, self.issues, lambda code: code not in later, complete)
        kept.sort(key=lambda issue: issue.sort_key)
        usable = value is not None and not any(issue.severity == "error" for issue in kept)
        languages = tuple(have for _, have in self.texts)
        return Reading(value if usable else None, tuple(kept), self.document.text, languages, count)


def _missing_space(node: Node, expected: str) -> str | None:
    """The space that is missing where a list or a mapping was to be, as a word of the catalogue."""
    if expected == "list":
        first = node.value[0][0] if isinstance(node, MappingNode) and node.value else node
        dash = isinstance(first, ScalarNode) and not first.style and re.match(r"-[^\s-]", first.value)
        return "yaml_glued_dash" if dash else None
    if expected == "mapping":
        from salesex.surveys.yaml.glued import is_glued  # few files need it, and it takes time to load

        return "yaml_glued_colon" if is_glued(node) else None
    return None


def says_nothing(node: Node) -> bool:
    """Whether a node is empty, or a word by which YAML says that there is nothing."""
    if not isinstance(node, ScalarNode):
        return False
    text = node.value.strip()
    return not text or (not node.style and text in NOTHING)


def kind_of(node: Node) -> str:
    """What a node is, as a word of the catalogue."""
    if isinstance(node, MappingNode):
        return "mapping"
    return "list" if isinstance(node, SequenceNode) else "text"
