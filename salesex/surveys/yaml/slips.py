"""What is probably wrong where YAML cannot be read, and where: the parser says only where it gave up.

A parser names what it missed, far below the slip and in words of its grammar. What people do wrong is
less: they forget a quote, a bracket, a space. The problem of the parser (libyaml's or PyYAML's own; their
words differ), the events before it and the lines around it tell which. Read only once a file is broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
"""Line and column, both counted from 0."""
Slip = tuple[str, Place]
"""A word of the catalogue that begins with `yaml_`, and the place of the slip."""

_DASHES = r"[ ]*(?:-[ ]+)*"
_KEY = re.compile(rf"{_DASHES}(?:\"[^\"]*\"|'[^']*'|[^\s:#\"'\[\]{{}}][^:#]*):(?:\s+(?=\S)|\s*$)")
_GLUED_COLON = re.compile(rf"({_DASHES}(?!\d+:\d)[\w-]+):[^\s:/]")
_GLUED_DASH = re.compile(r"\s*-[^\s-]")
_CONFLICT = re.compile(r"<{7}|={7}|>{7}")
_CURLY_QUOTE = re.compile(r"(?:[:,\[{-]\s+|[\[{])([„“”‚‘’«»])(?!.*[„“”‚‘’«»]\s*[,}\]])")
_CURLY_END = re.compile(r"([“”„’‘»«])(?=\s*(?:[,}\]]|\s#|$))")
_BEHIND_QUOTE = {"yaml_open_quote", "yaml_after_quote", "yaml_no_comma", "yaml_colon", "yaml_entry"}
"""What is told where a text in quotes ended at the beginning of the next one."""
_BLOCK_SIGN = re.compile(rf"{_DASHES}(?:[^\s:#][^:#]*:[ ]+)?[|>][-+0-9]*\s*(?:#.*)?")
_ENTRY = re.compile(r"(?P<value>[^\s,{}\[\]:][^,{}\[\]:]*?)[ ;.]+(?P<key>[\w-]+)\s*")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_KEYS = re.compile(
    "de|en|id|text|title|items|facets|probe|reverse|scored|weight|tags|observers|min|max|labels|no_answer"
    "|perspective|invited|single_role|consent|questionnaires|profile|requires"
)
"""Words that are keys far more often than the end of a text before a colon."""
_QUESTION = re.compile(r"\?(?:[\s,\]}]|$)")


@dataclass(frozen=True, slots=True)
class Broken:
    """Where and how a parser gave up.

    `problem` and `context` are its words, `at` and `since` their places (`since` is where the part began
    that it could not finish); `before` is what it read last: "quoted", "closed" (a bracket) or empty, with
    its first and its last place. `ended` says that the file ended there.
    """

    lines: Sequence[str]
    problem: str
    context: str
    at: Place
    since: Place
    before: str
    begun: Place
    done: Place

    @property
    def line(self) -> str:
        """The line of the place."""
        return self.line_of(self.at[0])

    @property
    def rest(self) -> str:
        """What stands at the place and behind it."""
        return self.line[self.at[1] :]

    @property
    def first(self) -> bool:
        """Whether nothing stands before the place in its line."""
        return not self.line[: self.at[1]].strip()

    @property
    def ended(self) -> bool:
        """Whether the file has nothing at the place or behind it."""
        return not self.rest.strip() and not any(line.strip() for line in self.lines[self.at[0] + 1 :])

    def line_of(self, number: int) -> str:
        """One line by its number, empty beyond the last."""
        return self.lines[number] if number < len(self.lines) else ""


def slip(broken: Broken) -> Slip:
    """Return what is probably wrong and where; `yaml_unreadable` at the parser's place if nothing fits."""
    for needle, find in _FINDERS:
        if needle in broken.problem or needle in broken.context:
            word, place = find(broken)
            curly = _curly_end(broken, word, place)
            return ("yaml_curly_end", curly) if curly else (word, _inside(broken.lines, place))
    return "yaml_unreadable", _inside(broken.lines, broken.at)


def _curly_end(broken: Broken, word: str, place: Place) -> Place | None:
    """The typographic quote at the end of a text that opens with a straight one."""
    starts = [place] if word == "yaml_open_quote" else []
    if broken.before == "quoted" and broken.begun[0] <= broken.at[0] and word in _BEHIND_QUOTE:
        starts.append(broken.begun)
    for row, column in starts:
        line = broken.line_of(row)
        for found in _CURLY_END.finditer(line, column + 1):
            text = line[column + 1 : found.end(1)]
            if line[column : column + 1] not in text and sum(map(text.count, "„“”«»")) % 2:
                return row, found.start(1)
    return None


def _inside(lines: Sequence[str], place: Place) -> Place:
    """A place behind the end of the file is the end of its last line that says something."""
    if place[0] < len(lines):
        return place
    last = next((row for row in range(len(lines) - 1, 0, -1) if lines[row].strip()), 0)
    return last, len(lines[last].rstrip())


def _no_colon(broken: Broken) -> Slip:
    """A line that should have been a key, or belongs to a text below | or >."""
    row, column = broken.since
    above = _line_above(broken.lines, row)
    if above is not None and _BLOCK_SIGN.fullmatch(broken.lines[above]):
        return "yaml_block_indent", (row, _indent(broken.line_of(row)))
    return _about_line(broken.line_of(row), row, column)


def _about_line(line: str, row: int, column: int) -> Slip:
    """Why a line without `key: ` is none: what it lacks."""
    if line[column : column + 1] in ('"', "'"):
        return "yaml_open_quote", (row, column)
    if line[column : column + 1] in ("[", "{"):
        return "yaml_open_bracket", (row, column)
    if _CONFLICT.match(line):
        return "yaml_conflict", (row, 0)
    return _glued(line, row) or ("yaml_no_colon", (row, column))


def _glued(line: str, row: int) -> Slip | None:
    """The dash or the colon at the beginning of a line behind which a space is missing."""
    if _GLUED_DASH.match(line):
        return "yaml_glued_dash", (row, line.index("-"))
    glued = _GLUED_COLON.match(line)
    return ("yaml_glued_colon", (row, glued.end(1))) if glued is not None else None


def _colon(broken: Broken) -> Slip:
    """A colon where no key can be: in a text, below a line that is no key, or indented too far."""
    row, column = broken.at
    found = _curly_quote(broken) or _glued(broken.line[: column + 1], row)
    if found is not None:
        return found
    above = _line_above(broken.lines, row)
    if above is None or _KEY.match(broken.line[:column].rstrip(" ")):
        return "yaml_colon", broken.at
    line = broken.lines[above]
    if _KEY.match(line) and not _GLUED_DASH.match(line):
        return _below_key(broken, above)
    begun = _line_above(broken.lines, above, keys_only=True)
    is_text = begun is not None and _KEY.sub("", broken.lines[begun]).strip() != ""
    if is_text:
        return _glued(line, above) or ("yaml_colon", broken.at)
    return _about_line(line, above, _indent(line))


def _below_key(broken: Broken, above: int) -> Slip:
    """A colon below a line that is a key: one of the two lines is indented wrongly, or it is in a text."""
    row, column = broken.at
    line = broken.lines[above]
    key = _KEY.match(line)
    if key is None or key.end() >= len(line.rstrip()):
        return "yaml_colon", broken.at
    if _indent(broken.line) in _open_blocks(broken.lines, above):
        return "yaml_indent", (above, _indent(line))
    if not broken.line[:column].strip().startswith(("-", "?")):
        return "yaml_indent", (row, _indent(broken.line))
    return "yaml_colon", broken.at


def _open_blocks(lines: Sequence[str], row: int) -> set[int]:
    """Columns of the blocks that went on until a line, and that it ends by being indented less."""
    found: set[int] = set()
    least, end = None, _indent(lines[row])
    at = _line_above(lines, row)
    while at is not None and _indent(lines[at]) > end:
        line = lines[at]
        if least is None or _indent(line) < least:
            least = _indent(line)
            dashes = re.match(_DASHES, line)
            found |= {least, dashes.end() if dashes is not None else least}
        at = _line_above(lines, at)
    return found


def _curly_quote(broken: Broken) -> Slip | None:
    """A typographic quote that opens the text the parser gave up in."""
    row, column = broken.at
    found = list(_CURLY_QUOTE.finditer(broken.line[:column]))
    return ("yaml_curly_quote", (row, found[-1].start(1))) if found else None


def _line_above(lines: Sequence[str], row: int, keys_only: bool = False) -> int | None:
    """The next line above that says something."""
    for number in range(row - 1, -1, -1):
        said = lines[number].strip()
        if said and not said.startswith("#") and (not keys_only or _KEY.match(lines[number])):
            return number
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _in_brackets(broken: Broken) -> Slip:
    """Between brackets: not closed, a comma forgotten, a colon or another bracket in a text."""
    if _quote_ran_on(broken):
        return "yaml_open_quote", broken.begun
    row, _ = broken.since
    if broken.at[0] > row and (broken.ended or _indent(broken.line) <= _indent(broken.line_of(row))):
        return "yaml_open_bracket", broken.since
    if broken.rest[:1] in ("]", "}"):
        return "yaml_wrong_bracket", broken.at
    after_quote = broken.before == "quoted" and broken.done[0] == broken.at[0]
    if broken.at[0] > row and not after_quote:
        return "yaml_no_comma", (broken.at[0], _indent(broken.line))
    if broken.rest[:1] == ":":
        return _curly_quote(broken) or _next_entry(broken) or ("yaml_colon", broken.at)
    return ("yaml_open_bracket", broken.since) if broken.ended else ("yaml_no_comma", broken.at)


def _next_entry(broken: Broken) -> Slip | None:
    """The key of an entry that follows another without a comma; None where the colon is in a text."""
    row, column = broken.at
    colon = max(broken.line.rfind(": ", 0, column), broken.line.rfind(":\t", 0, column))
    found = _ENTRY.fullmatch(broken.line[colon + 1 : column].lstrip()) if colon >= 0 else None
    if found is None:
        return None
    key = found["key"]
    if not _NUMBER.fullmatch(found["value"]) and not _KEYS.fullmatch(key) and not _is_key(key, broken.lines):
        return None
    return "yaml_entry", (row, broken.line.rindex(key, 0, column))


def _is_key(word: str, lines: Sequence[str]) -> bool:
    """Whether a word is a key elsewhere in the file."""
    key = re.compile(rf"(?:{_DASHES}|.*[{{,]\s*){re.escape(word)}:(?:\s|$)")
    return any(key.match(line) for line in lines)


def _in_block(broken: Broken) -> Slip:
    """Between keys, or between entries of a list: something that is neither."""
    if _quote_ran_on(broken):
        return "yaml_open_quote", broken.begun
    sign = broken.rest[:1]
    if sign in ("]", "}"):
        return "yaml_stray_bracket", broken.at
    if sign == ",":
        return "yaml_comma", broken.at
    if not broken.first and broken.done[0] == broken.at[0] and broken.before:
        return "yaml_after_quote" if broken.before == "quoted" else "yaml_after_bracket", broken.at
    if broken.first and _GLUED_DASH.match(broken.line):
        return "yaml_glued_dash", broken.at
    if broken.at[1] == broken.since[1] and broken.first:
        dash = re.match(r"-(?:\s|$)", broken.rest) is not None
        return "yaml_dash" if dash else "yaml_key", broken.at
    return "yaml_indent", broken.at


def _quote_ran_on(broken: Broken) -> bool:
    """Whether a text in quotes went over lines until the next quote, which was to open another."""
    return broken.before == "quoted" and broken.begun[0] < broken.done[0] == broken.at[0] and not broken.first


def _after_end(broken: Broken) -> Slip:
    """Behind the end of the content: a quote that closed late, or indentation."""
    return ("yaml_open_quote", broken.begun) if _quote_ran_on(broken) else ("yaml_after_end", broken.at)


def _value(broken: Broken) -> Slip:
    """Where a value is expected."""
    if _QUESTION.match(broken.rest):
        return "yaml_question", broken.at
    if broken.ended and "flow" in broken.context:
        return "yaml_open_bracket", _last_open(broken.lines) or broken.at
    return "yaml_comma" if broken.rest[:1] == "," else "yaml_nothing", broken.at


def _last_open(lines: Sequence[str]) -> Place | None:
    """The last bracket that is opened and not closed, quotes aside."""
    closed = 0
    for row in range(len(lines) - 1, -1, -1):
        for column in range(len(lines[row]) - 1, -1, -1):
            sign = lines[row][column]
            closed += (sign in "]}") - (sign in "[{")
            if closed < 0:
                return row, column
    return None


def _escape(broken: Broken) -> Slip:
    """The parser is already behind the backslash."""
    row, column = broken.at
    found = broken.line.rfind("\\", 0, column + 1)
    return "yaml_backslash", (row, max(found, 0))


def _at(word: str) -> Callable[[Broken], Slip]:
    return lambda broken: (word, broken.at)


def _since(word: str) -> Callable[[Broken], Slip]:
    return lambda broken: (word, broken.since)


_FINDERS: tuple[tuple[str, Callable[[Broken], Slip]], ...] = (
    ("unexpected end of stream", _since("yaml_open_quote")),
    ("unexpected document", _since("yaml_open_quote")),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("directive", _since("yaml_percent")),
    ("%YAML", _since("yaml_percent")),
    ("%TAG", _since("yaml_percent")),
    ("duplicate tag handle", _since("yaml_percent")),
    ("incompatible YAML document", _since("yaml_percent")),
    ("block scalar", _since("yaml_block_sign")),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _colon),
    ("mapping keys are not allowed", _at("yaml_question")),
    ("sequence entries are not allowed", _at("yaml_dash_in_line")),
    ("cannot start any token", _at("yaml_sign")),
    ("<document start>", _after_end),
    ("node content", _value),
    ("while parsing a flow", _in_brackets),
    ("while parsing a block", _in_block),
)
"""What a parser's problem or context holds, and who looks closer; the first that fits."""
