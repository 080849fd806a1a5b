"""`questionnaires` and `init`: what salesex brings along, and a new engagement made from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import DataError, UsageError

if TYPE_CHECKING:
    import datetime as dt

    from salesex.model import Questionnaire

SECONDS_PER_ITEM = 7.5
"""Time to read and answer one statement, for the estimate a list of questionnaires gives."""
SECONDS_TO_START = 30
"""Time to read the instruction."""


@dataclass(frozen=True, slots=True)
class ShippedQuestionnaire:
    """A questionnaire salesex brings along. `minutes` is an estimate of the time to answer it."""

    id: str
    path: Path
    definition: Questionnaire
    items: int
    minutes: int
    languages: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """The file as it is copied to another place."""
        from salesex.surveys.shipped import without_modeline

        return without_modeline(self.path.read_bytes())


@dataclass(frozen=True, slots=True)
class NewFolder:
    """An engagement to be written: paths inside the folder (with `/`) to content, and empty folders."""

    files: dict[str, bytes]
    empty: tuple[str, ...]


def questionnaires() -> tuple[ShippedQuestionnaire, ...]:
    """Return the questionnaires salesex brings along, in the order of their ids."""
    from salesex.surveys.shipped import shipped_questionnaires

    return tuple(_shipped(name, path) for name, path in shipped_questionnaires().items())


def questionnaire(id: str) -> ShippedQuestionnaire:
    """Return one of the questionnaires salesex brings along.

    Raises
    ------
    UsageError : there is none of that id
    """
    from salesex.surveys.shipped import shipped_questionnaires

    return _shipped(id, _known(id, shipped_questionnaires()))


def definition(name: str) -> Questionnaire:
    """Return a shipped questionnaire by its id, or the one in a file by its path.

    Raises
    ------
    UsageError : there is neither
    DataError : the file has errors
    CannotRunError : the file cannot be read
    """
    from salesex.surveys.shipped import shipped_questionnaires

    known = shipped_questionnaires()
    path = Path(name)
    if name not in known and (path.is_file() or path.suffix.lower() in {".yaml", ".yml"}):
        return _load(path)
    return _load(_known(name, known))


def languages(definition: Questionnaire) -> tuple[str, ...]:
    """Return the languages that every text of a questionnaire has, in the order of their codes."""
    from salesex.model import LANGUAGES
    from salesex.model.languages import texts_of
    from salesex.model.text import common_languages

    have = common_languages(text for _, text in texts_of(definition))
    return LANGUAGES if have is None else tuple(sorted(have))


def new_engagement(
    client: str,
    language: str,
    questionnaires: Iterable[str] = (),
    *,
    today: dt.date,
) -> NewFolder:
    """Make the content of a new engagement that validates; no file is written.

    Parameters
    ----------
    client, language : name of the client, as reports print it; `de` or `en`
    questionnaires : ids of shipped ones, or paths to files of one's own, which are copied, in the
        order to ask them; none takes all that are shipped
    today : date of the engagement

    Raises
    ------
    UsageError : a questionnaire is not shipped, two of them share their id or an item, or the
        client's name holds control characters
    CannotRunError : a file is missing or cannot be read
    DataError : a file has errors
    """
    from salesex.surveys import scaffold
    from salesex.surveys.engagements.engagements import is_path
    from salesex.surveys.shipped import shipped_questionnaires, without_modeline

    known = shipped_questionnaires()
    chosen = list(dict.fromkeys(questionnaires))
    paths = [Path(name) if is_path(name) else _known(name, known) for name in chosen or known]
    loaded = [_load(path) for path in paths]
    own = {
        part.id: without_modeline(path.read_bytes())
        for path, part in zip(paths, loaded, strict=True)
        if path not in known.values()
    }
    _refuse_shared_ids(loaded)
    if not chosen:  # as a report tells it: the type, the stage, then the views
        loaded.sort(key=lambda part: (part.types is None, not part.staged))
    files = scaffold.engagement_files(client, language, loaded, today, own)
    return NewFolder(files, scaffold.EMPTY_FOLDERS)


def _refuse_shared_ids(questionnaires: Iterable[Questionnaire]) -> None:
    seen: set[str] = set()
    owners: dict[str, str] = {}
    for part in questionnaires:
        if part.id.casefold() in seen:
            raise UsageError(f"two questionnaires have the id {part.id}", "Leave one of them out.")
        seen.add(part.id.casefold())
        for item in part.items():
            if owners.setdefault(item.id, part.id) != part.id:
                problem = f"the item {item.id} is in {owners[item.id]} and in {part.id}"
                raise UsageError(problem, "Leave one of them out, or give the items other ids.")


def example() -> NewFolder:
    """Return the shipped example, without what was computed from it."""
    from salesex.surveys.scaffold import EMPTY_FOLDERS
    from salesex.surveys.shipped import example_folder, without_modeline

    root = example_folder()
    skip = {"results", "reports", "private", "__pycache__"}
    files = {
        path.relative_to(root).as_posix(): without_modeline(path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and not skip & set(path.relative_to(root).parts)
    }
    return NewFolder(files, EMPTY_FOLDERS)


def minutes_for(items: int) -> int:
    """Return how many minutes it takes to answer some statements, as an estimate.

    >>> minutes_for(40)
    6
    """
    return math.ceil((items * SECONDS_PER_ITEM + SECONDS_TO_START) / 60)


def _shipped(id: str, path: Path) -> ShippedQuestionnaire:
    definition = _load(path)
    items = sum(1 for _ in definition.items())
    return ShippedQuestionnaire(
        id=id,
        path=path,
        definition=definition,
        items=items,
        minutes=minutes_for(items),
        languages=languages(definition),
    )


def _load(path: Path) -> Questionnaire:
    from salesex.surveys.questionnaires.questionnaires import read_questionnaire

    reading = read_questionnaire(path)
    if reading.value is None:
        raise DataError(reading.issues)
    return reading.value


def _known(id: str, known: Mapping[str, Path]) -> Path:
    if id in known:
        return known[id]
    from difflib import get_close_matches

    near = get_close_matches(id, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
    raise UsageError(f"there is no shipped questionnaire {id!r}", hint)
