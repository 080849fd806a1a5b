"""Rows below the first one of headings: are they headings, too, or somebody's answers already?

Some tools write two or three rows of headings. Whoever makes a file anonymous may delete some of them, or
empty the columns of the tool, so that neither their number nor an empty cell says what a row is. A first
person who is taken for a heading is lost without a word: what cannot be told is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal

from salesex import catalogue
from salesex.errors import Issue
from salesex.exports.plain import key, plain
from salesex.exports.sources.headings import Own, cell, place
from salesex.model.exports import RawTable

Kind = Literal["heading", "answer", "unclear"]
_TIME = re.compile(r"\d{1,2}:\d{2}")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r".*(?:[.:?!…]|\s-\s.+)", re.DOTALL)
"""How a question or a statement ends, or parts the question of a matrix from a statement; no label does."""
_FEWEST = 2
"""Questions that make a row one of headings, where nothing else tells."""


def kind_of(
    table: RawTable,
    at: int,
    found: Mapping[int, Own],
    own: Mapping[str, Own],
    is_certain: Callable[[str], bool] = lambda text: False,
) -> Kind:
    """Tell what a row is.

    Parameters
    ----------
    at : its index
    found : columns of the tool, one of which is called `id`
    own : headings of the tool by their keys
    is_certain : whether the cell of a question is what the tool writes in headings alone
    """
    row = table.rows[at]
    if (by_tool := _by_the_tool(table, at, found, own)) is not None:
        return by_tool
    texts = {index: text for index, text in enumerate(row) if index not in found and text.strip()}
    if any(map(is_certain, texts.values())):
        return "heading"
    if all(_is_answer(table, at, index) for index in texts):
        return "answer"
    code = place(found, "id")
    if code is not None and any(cell(below, code).strip() for below in table.rows[at + 1 :]):
        return "heading" if not cell(row, code).strip() else "unclear"
    return "heading" if _are_questions(table, at, texts) and _heads_answers(table, at, found) else "unclear"


def unclear(table: RawTable, at: int, heading: str) -> Issue:
    """Say that nobody can tell what a row is; a number under the heading of the codes would."""
    return catalogue.issue("R127", file=table.file, line=table.lines[at], heading=plain(heading))


def _by_the_tool(
    table: RawTable, at: int, found: Mapping[int, Own], own: Mapping[str, Own]
) -> Literal["heading", "answer"] | None:
    """What the columns of the tool say: its own headings, times and numbers."""
    row = table.rows[at]
    said = {index: text for index in found if (text := cell(row, index).strip())}
    if any(_TIME.search(text) or _NUMBER.fullmatch(text) for text in said.values()):
        return "answer"
    if any(found[index].name == "id" and _DIGIT.search(text) for index, text in said.items()):
        return "answer"
    for index, text in said.items():
        is_own = key(text) in own and own[key(text)].name == found[index].name
        is_no_day = found[index].role == "date" and not _DIGIT.search(text)
        if (is_own or is_no_day) and not _recurs(table, at, index):
            return "heading"
    return None


def _recurs(table: RawTable, at: int, index: int) -> bool:
    """Whether a cell is met again below: nobody writes a heading twice into its column."""
    text = key(table.rows[at][index])
    return any(key(cell(below, index)) == text for below in table.rows[at + 1 :])


def _is_answer(table: RawTable, at: int, index: int) -> bool:
    return bool(_NUMBER.fullmatch(table.rows[at][index].strip())) or _recurs(table, at, index)


def _are_questions(table: RawTable, at: int, texts: Mapping[int, str]) -> bool:
    """Whether all texts are sentences that stand nowhere else: answers are shared by questions."""
    keys = Counter(map(key, texts.values()))
    below = {key(cell(row, index)) for row in table.rows[at + 1 :] for index in texts}
    return len(texts) >= _FEWEST and all(
        keys[key(text)] == 1 and key(text) not in below and _SENTENCE.fullmatch(plain(text))
        for text in texts.values()
    )


def _heads_answers(table: RawTable, at: int, found: Mapping[int, Own]) -> bool:
    """Whether a row has a text above most answers: comments of one who ticked nothing stand beside them."""
    rows = table.rows[at + 1 :]
    below: dict[int, Counter[str]] = {
        index: Counter(text for row in rows if (text := key(cell(row, index).strip())))
        for index in range(max(map(len, rows), default=0))
        if index not in found
    }
    ticked = [
        index
        for index, texts in below.items()
        if any(_NUMBER.fullmatch(text) or count > 1 for text, count in texts.items())
    ]
    headed = sum(bool(cell(table.rows[at], index).strip()) for index in ticked)
    return not ticked or 2 * headed > len(ticked)
