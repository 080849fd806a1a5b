"""Derivations and lists of keys for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from salesex.model.derivation import Code, Derivation, Hidden, Ref, Step
from salesex.model.formulas import FORMULAS
from salesex.model.values import values_of

if TYPE_CHECKING:
    from salesex.model.keys import Key
    from salesex.model.results import Results

DERIVATION, KEYS = "salesex/derivation/1", "salesex/keys/1"


def derivation(found: Derivation) -> bytes:
    """Return a derivation: codes and numbers in full, never sentences."""
    return _bytes({"format": DERIVATION} | _fields(found))


def listing(results: Results, keys: Iterable[Key]) -> bytes:
    """Return every key with its value, null where it is hidden."""
    values = {name: values_of(part) for name, part in results.questionnaires.items()}
    rows = [{"key": str(key), "value": values[key.questionnaire](key)} for key in keys]
    return _bytes({"format": KEYS, "keys": rows})


def _bytes(content: object) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)}\n".encode()


def _fields(value: object) -> dict[str, object]:
    kept = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
    if isinstance(value, Step) and value.formula is not None:
        formula = FORMULAS[value.formula]
        kept["formula"] = {"id": value.formula, "text": formula.text, "sources": list(formula.sources)}
    return kept


def _plain(value: object) -> object:
    if isinstance(value, Ref):
        return {value.kind: value.id}
    if isinstance(value, Hidden):
        return {"hidden": value.reason}
    if isinstance(value, Code):
        return value.name
    if isinstance(value, dict):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return _fields(value) if is_dataclass(value) else value
