"""The keys of an engagement: by questionnaire with titles and values, or one per line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.derivations.show import OTHER_UNITS, figure
from salesex.cli.derivations.words import Names, Said
from salesex.cli.summary.layout import grid, heading, note
from salesex.model.derivation import Ref, RefKind
from salesex.model.keys import AGAINST, AT, PAIRS, Key
from salesex.model.values import Shown, values_of

BESIDE = 16
"""Columns a line of a list needs beside key and title."""
MOST_NARROW = 16

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.results import Results


def parts(
    results: Results, keys: Iterable[Key], language: str, everything: bool, width: int
) -> Iterable[RenderableType]:
    """Yield the keys of every questionnaire; without `everything` those of the overall and first pair."""
    words = Said(language)
    by_questionnaire: dict[str, list[Key]] = {}
    for key in keys:
        by_questionnaire.setdefault(key.questionnaire, []).append(key)
    for place, (name, some) in enumerate(by_questionnaire.items()):
        shown = some if everything else [key for key in some if _first(key)]
        names = Names(results, name, words)
        values = values_of(results.questionnaires[name])
        yield heading(words.text(results.questionnaires[name].definition.title), above=place > 0)
        columns = [(words("keys.key"), False), (words("keys.what"), False), (words("keys.value"), True)]
        room = max(MOST_NARROW, width - max(len(str(key)) for key in shown) - BESIDE)
        rows = [[str(key), _cut(title(key, names), room), _value(key, values(key), names)] for key in shown]
        yield grid(columns, rows)
        yield from _scopes(some, words)
    if not everything:
        yield note("", indent=0)
        yield note(words("keys.all"), indent=0)


def _first(key: Key) -> bool:
    """Whether a key stands in the short list: of everybody, and no gap of a single statement."""
    return not key.suffix and (key.kind, key.level) != ("gap", "item")


def _cut(text: str, room: int) -> str:
    """A text on one line, cut after a word."""
    if len(text) <= room:
        return text
    whole = text[: room - 1].rpartition(" ")[0]
    return f"{whole} …" if len(whole) > room / 2 else f"{text[: room - 1]}…"


def title(key: Key, names: Names) -> str:
    """What the number of a key is; whose, where that is not the overall."""
    kind: RefKind = "level" if key.level == "overall" else key.level
    ref = Ref(kind, key.id)
    if key.kind == "light":
        ref = Ref("light", key.id)
    elif key.kind in {"type", "stage", "start"}:
        ref = Ref("level", key.kind)
    found = names.text(key.id) if key.level == "item" else names.of(ref)
    if key.kind == "gap":
        found = names.words("gap_of", about=found)
    elif names.words.knows(f"of.{key.kind}"):
        found = names.words(f"of.{key.kind}", about=found)
    whose = [names.of(Ref("scope", scope)) for scope in key.scope] if key.suffix else []
    return f"{found} ({' – '.join(whose)})" if whose else found


def _value(key: Key, value: Shown, names: Names) -> str:
    if key.kind in OTHER_UNITS and isinstance(value, float):
        return figure(key.kind, value, names.words.language)
    if isinstance(value, str):
        return names.of(Ref("type", value))
    if isinstance(value, int):
        return str(value)
    return names.words.number(value)


def _scopes(keys: Iterable[Key], words: Said) -> Iterable[RenderableType]:
    keys = list(keys)
    scopes = dict.fromkeys(key.scope[0] for key in keys if key.kind == "score" and key.scope)
    pairs = dict.fromkeys(key.scope for key in keys if key.kind == "gap" and key.scope != PAIRS[0])
    if scopes:
        yield note(words("keys.scopes", scopes=", ".join(f"{AT}{scope}" for scope in scopes)))
    if pairs:
        yield note(words("keys.gaps", pairs=", ".join(f"{AT}{AGAINST.join(pair)}" for pair in pairs)))
