"""`collect`: filled forms become response files; every answer keeps its origin."""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from salesex.errors import DataError, UsageError
from salesex.pipeline.opening import listed_codes, named_files, usable_engagement

if TYPE_CHECKING:
    from salesex.errors import Issue
    from salesex.model import Engagement
    from salesex.model.collecting import FileOutcome, Recognised, Replaced
    from salesex.model.origins import Origins, ResponseOrigin, Source
    from salesex.surveys.collecting.form_rows import Arrived
    from salesex.surveys.collecting.gathering import Gathered
    from salesex.surveys.engagements.engagements import EngagementReading


class RefusedError(DataError):
    """Nothing is taken, because of errors; `recognised` says what exports were taken for all the same."""

    def __init__(self, error: DataError, recognised: tuple[Recognised, ...]) -> None:
        super().__init__(error.issues, error.language)
        self.recognised = recognised


@dataclass(frozen=True, slots=True)
class Collection:
    """What came back: every file, what of it replaces something, warnings, and what is to be written.

    `files` by path, in the order to write them: the origins come first, so that no answer is ever
    stored without its own; then `gone` are to be removed, response files of which nothing is left. Empty
    where everything was there already. `recognised` says what exports of survey tools were taken for.
    """

    engagement: Engagement
    outcomes: tuple[FileOutcome, ...]
    replaced: tuple[Replaced, ...]
    issues: tuple[Issue, ...]
    files: Mapping[Path, bytes]
    recognised: tuple[Recognised, ...] = ()
    gone: tuple[Path, ...] = ()


def collect(
    folder: str | Path,
    files: Iterable[str | Path],
    *,
    replace: bool = False,
    any_code: bool = False,
    map: str | Path | None = None,
    group: str | None = None,
    today: dt.date,
) -> Collection:
    """Take filled forms and exports of survey tools into an engagement, all of them or none.

    Parameters
    ----------
    folder : holds `engagement.yaml`
    files : filled forms and exports, and patterns such as `inbox/*.yaml`
    replace : whether an answer may take the place of another one of the same person
    any_code : whether codes are taken that `private/codes.csv` does not list
    map : what the columns of exports are (`salesex/map/1`); without it those kept in `maps/` are used
    group : id or title of the group all rows of the exports belong to
    today : the day that is noted for the files

    Raises
    ------
    DataError : errors in the engagement, the stored responses, a map or a file; `.issues` lists them
    CannotRunError : a file is missing or cannot be read
    UsageError : no file was named, or no such group; `map` or `group` are given and no file is an export
    """
    from salesex.forms.readers import read_filled
    from salesex.pipeline.importing import Importer
    from salesex.store import read_origins
    from salesex.surveys.collecting.form_rows import Arrived
    from salesex.surveys.formats.reader import read_bytes

    folder = Path(folder)
    reading = usable_engagement(folder)
    _refuse_after_the_end(folder, reading)
    origins = _salted(read_origins(folder))
    importer = Importer(folder, reading, None if map is None else Path(map), group, origins, replace)
    arrived, recognised = [], []
    for path in named_files(files):
        data, name = read_bytes(path), path.as_posix()
        forms = read_filled(data, name)
        found = importer.read(data, name) if forms is None else None
        if found is None:
            arrived.append(Arrived(name, data, forms))
        else:
            tool = found.recognised.source
            arrived.append(Arrived(name, data, found.forms, found.issues, tool, found.map, found.superseded))
            recognised.append(found.recognised)
    try:
        taken = take(
            folder,
            reading,
            arrived,
            replace=replace,
            any_code=any_code,
            today=today,
            origins=origins if recognised else None,
            seconds=importer.people.seconds,
        )
    except DataError as error:  # why a file cannot be read comes before how the command was called
        raise RefusedError(error, tuple(recognised)) from None
    if not recognised and (map is not None or group is not None):
        option = "--map" if map is not None else "--group"
        remedy = "Run the command without it: forms and answer sheets of salesex say it themselves."
        raise UsageError(f"{option} is for exports of survey tools, and no file is one", remedy)
    files = dict(taken.files) | (importer.maps if taken.files else {})
    return dataclasses.replace(taken, files=files, recognised=tuple(recognised))


def _refuse_after_the_end(folder: Path, reading: EngagementReading) -> None:
    """Take nothing any more once everything was deleted, unless the time of keeping was extended since.

    Raises
    ------
    DataError : all answers were deleted, and no later day is set
    """
    from salesex import catalogue
    from salesex.pipeline.privacy.log import ended

    assert reading.value is not None
    day, last = ended(folder), reading.value.privacy.keep_until
    if day and (last is None or last.isoformat() < day):
        file = (folder / "engagement.yaml").as_posix()
        raise DataError([catalogue.issue("R137", file=file, date=day)], reading.language)


def _salted(origins: Origins) -> Origins:
    """Origins with something secret for made codes; where codes were made before, they stay the same."""
    if origins.salt or any(source.tool for source in origins.sources.values()):
        return origins
    return dataclasses.replace(origins, salt=secrets.token_hex(16))


def take(
    folder: Path,
    reading: EngagementReading,
    arrived: Sequence[Arrived],
    *,
    replace: bool = False,
    any_code: bool = False,
    today: dt.date,
    origins: Origins | None = None,
    seconds: Mapping[str, int | None] = MappingProxyType({}),
) -> Collection:
    """Compare what came back with what is stored, and say what is to be written.

    Parameters
    ----------
    origins : what was taken before; without it that of the folder
    seconds : of the time at which people of exports answered, by made code

    Raises
    ------
    DataError : errors in what is stored or in what came back
    """
    from salesex.pipeline.privacy.log import deleted_codes, deleted_marks
    from salesex.store import read_origins, unfinished
    from salesex.surveys.collecting.gathering import gather
    from salesex.surveys.collecting.known import Known
    from salesex.surveys.folder import FOLDER

    assert reading.value is not None
    origins = read_origins(folder) if origins is None else origins
    codes = listed_codes(folder)
    broken_off, deleted = unfinished(folder / FOLDER), deleted_codes(folder)
    known = Known(origins, broken_off, codes, any_code, replace, deleted, deleted_marks(folder))
    gathered = gather(reading, _stored(folder), arrived, known)
    if any(issue.severity == "error" for issue in gathered.issues):
        raise DataError(gathered.issues, reading.language)
    files = _files(folder, gathered, origins, arrived, today, reading.value, seconds)
    issues = (*gathered.issues, *_own_codes(folder, codes))
    gone = tuple(folder / FOLDER / name for name in sorted(gathered.gone))
    return Collection(reading.value, gathered.outcomes, gathered.replaced, issues, files, gone=gone)


def _own_codes(folder: Path, codes: Iterable[str]) -> Iterator[Issue]:
    """Say which codes on the list have no check sign."""
    from salesex import catalogue
    from salesex.model.code_list import CODES_FILE
    from salesex.model.codes import is_code

    own = sorted(code for code in codes if not is_code(code))
    if own:
        yield catalogue.issue("R111", file=(folder / CODES_FILE).as_posix(), codes=own)


def _stored(folder: Path) -> dict[Path, bytes]:
    from salesex.surveys.answers.files import response_files
    from salesex.surveys.formats.reader import read_bytes

    paths, _ = response_files(folder)
    return {path: read_bytes(path) for path in paths}


def _files(
    folder: Path,
    gathered: Gathered,
    origins: Origins,
    arrived: Sequence[Arrived],
    today: dt.date,
    engagement: Engagement,
    seconds: Mapping[str, int | None],
) -> dict[Path, bytes]:
    """What is to be written: the origins, then the responses."""
    from salesex.store import origins_json, origins_path
    from salesex.surveys.folder import FOLDER

    sources = _sources(gathered, arrived, today, [each.id for each in engagement.questionnaires])
    known = dict(origins.sources)
    for checksum, source in sources.items():
        if checksum not in known or known[checksum].reading != source.reading:
            known[checksum] = source
    after = _noted(dataclasses.replace(origins, sources=known), gathered, arrived, seconds)
    if known == origins.sources and after == origins and not gathered.files:
        return {}
    written = {folder / FOLDER / name: data for name, data in gathered.files.items()}
    return {origins_path(folder): origins_json(after)} | written


def _sources(
    gathered: Gathered, arrived: Sequence[Arrived], today: dt.date, questionnaires: Sequence[str]
) -> dict[str, Source]:
    """The files that were taken; journals only where they brought something, since they grow."""
    from salesex.model.origins import Source
    from salesex.surveys.answers.response_text import file_stem, neutral_name

    found = {}
    for each, outcome in zip(arrived, gathered.outcomes, strict=True):
        if outcome.answers and (gathered.files or not each.is_interview):
            known = *map(file_stem, outcome.people), *outcome.groups, *questionnaires
            name = neutral_name(Path(each.file).name, known)
            if each.tool and not Path(name).suffix:  # a name that is only an ending
                name = f"{each.tool}{name}"
            own = {"tool": each.tool, "map": each.map, "reading": each.reading}
            found[each.sha256] = Source(name, today.isoformat(), each.is_form, **own)
    return found


def _noted(
    origins: Origins,
    gathered: Gathered,
    arrived: Sequence[Arrived],
    seconds: Mapping[str, int | None],
) -> Origins:
    from salesex.model.origins import ResponseOrigin

    sums = [each.sha256 for each in arrived]
    responses = {name: each for name, each in origins.responses.items() if name not in gathered.gone}
    for name, places in gathered.places.items():
        former = origins.responses.get(name)
        kept: dict[str, dict[str, str]] = {}
        for source, there in former.places.items() if former else ():
            still = gathered.kept[name] - places.keys()
            kept[source] = {key: place for key, place in there.items() if key in still}
        for key, (number, place) in places.items():
            kept.setdefault(sums[number], {})[key] = place
        owner = gathered.owners[name]
        found = {key: at for key, at in kept.items() if at}
        responses[name] = ResponseOrigin(*owner, found, seconds.get(owner[0]))
    return dataclasses.replace(origins, responses=responses, marks=_marks(origins, responses, arrived))


def _marks(
    origins: Origins, responses: Mapping[str, ResponseOrigin], arrived: Sequence[Arrived]
) -> dict[str, tuple[str, ...]]:
    """What tells the rows of people apart who are stored: by it they stay deleted under any code."""
    stored = {each.respondent.casefold(): each.respondent for each in responses.values()}
    found = {code: dict.fromkeys(marks) for code, marks in origins.marks.items() if code.casefold() in stored}
    for form in (form for each in arrived if each.tool for form in each.forms or ()):
        code = stored.get(form.respondent.casefold())
        if code is not None:
            found.setdefault(code, {}).update(dict.fromkeys(form.marks))
    return {code: tuple(marks) for code, marks in sorted(found.items())}
