"""How the answers of an engagement came, as far as its folder tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from salesex.model.privacy import Asked, Gathered, Use
from salesex.pipeline.privacy import log
from salesex.pipeline.privacy.holdings import Stored, holdings

if TYPE_CHECKING:
    from salesex.model import Engagement
    from salesex.model.column_map import ColumnMap
    from salesex.model.exports import Role

_OF_THE_TOOL: frozenset[Role] = frozenset({"ignored", "status", "language", "date"})


def gather(folder: Path, engagement: Engagement) -> Gathered:
    """Say which survey tools answers came from, what else they ask, and how many exports lie in the folder.

    Tools are those of the files that were collected; once everything is deleted, those in the log. A file
    that merely lies there tells nothing. Codes that we made and maps are signs of a tool that is not known.

    Raises
    ------
    CannotRunError : the folder cannot be read
    """
    from salesex.model.codes import is_made
    from salesex.model.exports import TITLES

    held = holdings(folder)
    found = held.tools | log.tools(folder)
    made = any(is_made(code) for each in held.of("answers", "origins") for code in each.people)
    asked, noted, to_items = _beside(list(_maps(held.of("map"), engagement)))
    return Gathered(
        surveyed=bool(found or made or held.of("map")),
        tools=tuple(sorted(TITLES[tool] for tool in found if tool in TITLES)),
        tables=any(tool not in TITLES for tool in found),
        raw=len(held.of("raw", "table")),
        asked=asked,
        noted=noted,
        to_items=to_items,
    )


def _maps(files: list[Stored], engagement: Engagement) -> Iterator[ColumnMap]:
    """The maps that can be read; of one that is not finished nothing is known yet."""
    from salesex.surveys.maps import map_of

    for file in files:
        found, _ = map_of(file.data or b"", file.path, engagement)
        if found is not None:
            yield found


def _beside(maps: list[ColumnMap]) -> tuple[tuple[Asked, ...], tuple[str, ...], int]:
    """What maps know of beside statements: questions, what is noted of persons, comments on statements."""
    from salesex.exports.personal import is_personal
    from salesex.model.column_map import COMMENT

    asked: dict[Asked, None] = {}
    noted: dict[str, None] = {}
    to_items: set[str] = set()
    for each in maps:
        tool = _of_the_tool(each)
        for heading, target in each.columns.items():
            if target.startswith(f"{COMMENT}:"):
                to_items.add(target)
            elif target not in {COMMENT, "group", "unit", "respondent", "ignore"}:
                continue
            elif target == "ignore" and is_personal([heading]):
                noted[heading] = None
            elif heading not in tool or target == COMMENT:
                asked[Asked(heading, cast(Use, target))] = None
    return tuple(asked), tuple(noted), len(to_items)


def _of_the_tool(each: ColumnMap) -> frozenset[str]:
    """Headings of what a tool notes for itself."""
    from salesex.exports.personal import OF_THE_TOOL
    from salesex.exports.plain import key
    from salesex.exports.sources import recognise
    from salesex.model.exports import RawTable

    headings = tuple(each.columns)
    answers = ("03.11.2026 09:15:32",) * len(headings)  # a tool may be known by its time stamps
    export = recognise(RawTable(each.file, "", (headings, answers), (1, 2)))
    roles = {column.at: column.role for column in export.columns} if export else {}
    return frozenset(
        heading
        for at, heading in enumerate(headings)
        if key(heading) in OF_THE_TOOL or roles.get(at) in _OF_THE_TOOL
    )
