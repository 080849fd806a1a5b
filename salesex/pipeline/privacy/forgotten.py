"""What the ledger, the results and the origins know of somebody who is deleted.

The ledger keeps the answers behind numbers that were reported: without them, the next report would give
away by subtraction what was deleted. It forgets whose they are: their salted id becomes a random one, as
of somebody who left. Words are kept nowhere.
"""

from __future__ import annotations

import json
import re
import secrets
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.model import Responses
    from salesex.model.ledger import Ledger, Shown
    from salesex.model.results import Results

CELL = re.compile(r"(?:.*!)?[A-Z]+(?P<row>\d+)", re.DOTALL)
"""A place in a table, as origins have it."""
MOST_PLACES = 2
"""Places of one person in one file that are named: they lie in one row."""
Words = Counter[tuple[str | None, str]]
"""Comments by item (None: the whole) and text."""


def id_of(ledger: Ledger, code: str) -> str:
    """Return somebody's id in the ledger."""
    from salesex.scoring.rerun import salted

    return salted(ledger.salt, code)


def knows(ledger: Ledger, who: str) -> bool:
    """Whether the ledger holds anything of somebody."""
    both = (ledger.pending, ledger.released)
    return any(
        any(who in block.people for block in shown.blocks)
        or any(who in voices.people for voices in shown.voices)
        or any(who == comment.who for comment in shown.comments)
        for shown in both
    )


def unlinked(ledger: Ledger, who: str) -> Ledger:
    """Return the ledger with a random id in the place of somebody's, and without their words."""
    other = secrets.token_hex(len(who) // 2)
    return replace(
        ledger, pending=_unlinked(ledger.pending, who, other), released=_unlinked(ledger.released, who, other)
    )


def _unlinked(shown: Shown, who: str, other: str) -> Shown:
    def exchanged(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other if one == who else one for one in people)

    return replace(
        shown,
        blocks=tuple(replace(block, people=exchanged(block.people)) for block in shown.blocks),
        comments=tuple(one for one in shown.comments if one.who != who),
        voices=tuple(replace(one, people=tuple(sorted(exchanged(one.people)))) for one in shown.voices),
    )


def words_told(ledger: Ledger | None, who: str) -> Words:
    """Return somebody's comments that results show or reports have shown."""
    if ledger is None:
        return Counter()
    found = [
        {(one.item, one.text) for one in shown.comments if one.who == who}
        for shown in (ledger.pending, ledger.released)
    ]
    return Counter(found[0] | found[1])


def words_said(responses: Responses, code: str) -> Words:
    """Return the comments that somebody has written."""
    own = {at for at, one in enumerate(responses.respondents) if one.code == code}
    return Counter({(one.item, one.text.strip()): 1 for one in responses.comments if one.respondent in own})


def without_words(results: Results, words: Words) -> tuple[Results, int]:
    """Return results without some comments, each once, and how many were there."""
    waiting, gone = words.copy(), 0
    parts = {}
    for name, part in results.questionnaires.items():
        rows = []
        for row in part.comments:
            kept = []
            for text in row.texts:
                if waiting[row.id, text] > 0:
                    waiting[row.id, text] -= 1
                    gone += 1
                else:
                    kept.append(text)
            if kept:
                rows.append(replace(row, texts=tuple(kept)))
        parts[name] = replace(part, comments=tuple(rows))
    return replace(results, questionnaires=parts), gone


def origins_without(data: bytes, code: str) -> tuple[bytes, int]:
    """Return the origins of answers without those of somebody, and sources nothing else came from.

    Raises
    ------
    ValueError : the file is damaged
    """
    try:
        content = json.loads(data)
        responses = content["responses"]
        kept = {name: each for name, each in responses.items() if each["respondent"] != code}
        used = {source for each in kept.values() for source in each["places"]}
        sources = {name: each for name, each in content["sources"].items() if name in used}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error
    if len(kept) == len(responses):
        return data, 0
    marks = {one: each for one, each in content.get("marks", {}).items() if one != code}
    content |= {"sources": sources, "responses": kept, "marks": marks}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n", len(responses) - len(kept)


def marks_of(data: bytes, code: str) -> tuple[str, ...]:
    """Return what tells the rows apart that somebody's answers came from.

    Origins of an earlier version have no marks but the places.
    """
    from salesex.exports.marks import place

    try:
        content = json.loads(data) if data else {}
        known = [str(one) for one in content.get("marks", {}).get(code, ())]
        salt = str(content.get("salt", ""))
    except (ValueError, AttributeError, TypeError):
        return ()
    rows = rows_of(data, code)
    places = [place(salt, source, row) for source, found in rows.items() for row in sorted(found)]
    return tuple(dict.fromkeys([*known, *places]))


def rows_of(data: bytes, code: str) -> dict[str, set[int]]:
    """Return the rows somebody's answers were collected from, by the checksum of the file."""
    found: dict[str, set[int]] = {}
    try:
        for each in json.loads(data)["responses"].values() if data else ():
            for source, places in each["places"].items() if each["respondent"] == code else ():
                cells = (CELL.fullmatch(str(place)) for place in places.values())
                found.setdefault(source, set()).update(int(cell["row"]) for cell in cells if cell)
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return found


def sources_of(data: bytes, code: str) -> dict[str, tuple[str, int]]:
    """Return where somebody's answers were collected from, by the checksum of the file.

    Places as words, and the number of their row where all of them stand in one, else 0.
    """
    found: dict[str, list[str]] = {}
    try:
        for each in json.loads(data)["responses"].values() if data else ():
            if each["respondent"] == code:
                for source, places in each["places"].items():
                    found.setdefault(source, []).extend(map(str, places.values()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {
        source: (", ".join(dict.fromkeys(places[:MOST_PLACES])), _row(places))
        for source, places in found.items()
    }


def _row(places: list[str]) -> int:
    cells = [CELL.fullmatch(place) for place in places]
    rows = {int(cell["row"]) if cell else 0 for cell in cells}
    return rows.pop() if len(rows) == 1 else 0
