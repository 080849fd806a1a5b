"""Which texts a model holds, and in which languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass


def texts_of(value: object, pointer: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text of a model that is written per language, with its JSON pointer.

    Texts are known by the type of their field; other mappings are walked through.
    """
    if is_dataclass(value):
        for field in fields(value):
            entry, place = getattr(value, field.name), f"{pointer}/{field.name}"
            if "Text" not in str(field.type):
                yield from texts_of(entry, place)
            elif str(field.type).startswith("dict"):
                for key, text in entry.items():
                    if isinstance(text, dict):
                        yield f"{place}/{key}", text
            elif isinstance(entry, dict):
                yield place, entry
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from texts_of(entry, f"{pointer}/{key}")
    elif isinstance(value, tuple):
        for at, entry in enumerate(value):
            yield from texts_of(entry, f"{pointer}/{at}")
