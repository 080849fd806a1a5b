"""`salesex privacy check`: which personal data lies where, and what is to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import pipeline
from salesex.cli import DATA, DONE
from salesex.cli.init import quoted
from salesex.cli.output import Output, spelled, visible
from salesex.cli.privacy.words import CATALOGUE
from salesex.cli.words import DASH, words_for
from salesex.model.privacy import PERSONAL, PRIVACY_FORMAT

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from salesex.model.privacy import Found, Held, Kind
    from salesex.pipeline import PrivacyCheck

MOST_PLACES = 5
"""Places of one finding that are named on the terminal; JSON has all of them."""
_COMMANDS = ("salesex ", "chmod ")
LONGEST_PLACE = 24
"""Characters of a path in one line; longer ones are broken, and never the words beside them."""
_SEEN_BY: dict[Kind, str] = {
    "form": "asked", "results": "client", "report": "everybody", "paper": "papers", "other": "unknown",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """Which folder to look at, and how to tell."""

    folder: Path
    format: str
    language: str | None

    def __call__(self, output: Output) -> int:
        """Look, print; exit code 1 where something is to do."""
        output.language = self.language
        found = pipeline.check_privacy(self.folder)
        if self.format == "json":
            output.machine(document(found))
        else:
            self._print(found, output)
        return DATA if found.todo else DONE

    def _print(self, found: PrivacyCheck, output: Output) -> None:
        language = self.language or found.engagement.language
        console = output.console()
        with console.capture() as captured:
            for part in _parts(found, "de" if language == "de" else "en"):
                console.print(part, crop=False)
        for line in captured.get().splitlines():
            output.line(line.rstrip())


def document(found: PrivacyCheck) -> bytes:
    """Return the check as JSON; keys in the documented order."""
    about, last = found.engagement, found.retention.keep_until
    content = {
        "format": PRIVACY_FORMAT,
        "client": about.client,
        "wave": about.wave,
        "date": found.today.isoformat(),
        "keep_until": last.isoformat() if last else None,
        "expired": found.retention.passed,
        "min_group_size": about.privacy.min_group_size,
        "data": [asdict(each) | {"personal": each.kind in PERSONAL} for each in found.data],
        "version_control": asdict(found.version_control),
        "todo": [_found(each) for each in found.todo],
        "notes": [_found(each) for each in found.notes],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _found(found: Found) -> dict[str, object]:
    return {"code": found.code, "places": list(found.places), "values": found.values}


def _parts(found: PrivacyCheck, language: str) -> Iterator[RenderableType]:
    from salesex.cli.summary.layout import heading, note, plain

    words, general = CATALOGUE[language], words_for(language)
    yield heading(found.engagement.client, above=False)
    last = found.retention.keep_until
    key = "kept.none" if last is None else "kept.passed" if found.retention.passed else "kept"
    kept = _filled(words[key], date=general.date(last.isoformat()) if last else "")
    yield plain(f"{general('wave')} {found.engagement.wave} · {kept}")
    yield heading(words["where"])
    yield _table(found.data, words) if found.data else note(words["nothing"])
    yield heading(words["todo"])
    yield from (_told(each, found, words, language) for each in found.todo)
    if not found.todo:
        yield note(words["done"])
    if found.notes:
        yield heading(words["known"])
        yield from (_told(each, found, words, language, known=True) for each in found.notes)


def _table(data: tuple[Held, ...], words: dict[str, str]) -> RenderableType:
    from salesex.cli.summary.layout import grid

    rows = []
    for each in data:
        what = words[f"kind.{each.kind}"]
        if each.comments:
            what = _filled(words["with_comments"], what=what, count=each.comments)
        people = DASH if each.people is None else str(each.people)
        who = words[_SEEN_BY.get(each.kind, "consultant")]
        rows.append((_place(each.path), what, str(each.files), people, who))
    keys = ("place", "what", "files", "people", "who")
    return grid([(words[key], key in {"files", "people"}) for key in keys], rows)


def _place(path: str) -> Text:
    """A path in lines, broken after `/`, else between the words of a name, else anywhere."""
    from rich.text import Text

    lines = [""]
    for piece in re.findall(r"[^/]*/|[^/]+", spelled(visible(path))):
        words = [piece] if len(piece) <= LONGEST_PLACE else re.findall(r".+?(?:[ _.-]+|$)", piece)
        for part in (part for word in words for part in re.findall(f".{{1,{LONGEST_PLACE}}}", word)):
            if len(lines[-1]) + len(part) > LONGEST_PLACE:
                lines.append("")
            lines[-1] += part
    return Text("\n".join(lines), no_wrap=True)


def _told(
    found: Found, check: PrivacyCheck, words: dict[str, str], language: str, *, known: bool = False
) -> RenderableType:
    """A sentence, and below it what to do; a command stays on one line, to be copied."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    places = [visible(place) for place in found.places[:MOST_PLACES]]
    if more := len(found.places) - len(places):
        places.append(_filled(words["more"], count=more))
    shown = quoted(visible(str(check.folder)))
    values: dict[str, object] = {"places": ", ".join(places), "folder": shown, **found.values}
    if "date" in values:
        values["date"] = words_for(language).date(str(values["date"]))
    lines: list[RenderableType] = [Padding(_text(words[found.code], values), (0, 0, 0, 2))]
    if not known:
        key = f"{found.code}.help"
        remedy = words.get(f"{key}.passed", words[key]) if check.retention.passed else words[key]
        if remedy.startswith(_COMMANDS):
            whole = spelled(f"    {_filled(remedy, **values)}")
            lines.append(Text(whole, no_wrap=True, overflow="ignore"))
        else:
            lines.append(Padding(_text(remedy, values), (0, 0, 0, 4)))
    return Group(*lines)


def _text(text: str, values: dict[str, object]) -> Text:
    from rich.text import Text

    return Text(spelled(_filled(text, **values)))


def _filled(text: str, **values: object) -> str:
    """Fill in what is named; other braces stay."""
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)
