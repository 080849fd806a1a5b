"""Results on disk, `results.json` and `scores.csv`, and beside them what is private: ledger and origins."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from salesex.errors import CannotRunError
from salesex.leftovers import leftovers
from salesex.model.ledger import LEDGER_FORMAT, Ledger
from salesex.model.origins import ORIGINS_FORMAT, Origins
from salesex.model.results import RESULTS_FORMAT, Results
from salesex.plainly import reason
from salesex.writing import write_all

RESULTS_FOLDER = "results"
RESULTS_FILE = "results.json"
SCORES_FILE = "scores.csv"
LEDGER_FILE = "private/ledger.json"
ORIGINS_FILE = "private/origins.json"
_RESTORE = (
    "Put it back from a backup. Without one, delete it: then reports that were handed out before "
    "no longer protect anybody from being found out by comparison with the next."
)
_BYTES = frozenset(range(-128, 128))
SCORE_COLUMNS = (
    "questionnaire",
    "unit",
    "level",
    "id",
    "scope",
    "scope_id",
    "n",
    "score",
    "sd",
    "ci_low",
    "ci_high",
    "status",
)


def results_path(folder: str | Path) -> Path:
    """Where the results of an engagement folder are kept."""
    return Path(folder) / RESULTS_FOLDER / RESULTS_FILE


def results_json(results: Results) -> bytes:
    """Return the content of `results.json`; the same results give the same bytes.

    Raises
    ------
    ValueError : a number is not finite
    """
    import msgspec

    # With `indent`, json falls back to an encoder in Python that takes four times as long.
    text = json.dumps(_plain(results), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{msgspec.json.format(text, indent=1)}\n".encode()


def scores_csv(results: Results) -> bytes:
    """Return the content of `scores.csv`: one row per score, ids only, empty where hidden."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(SCORE_COLUMNS)
    for questionnaire, part in results.questionnaires.items():
        for row in part.scores:
            writer.writerow([questionnaire, *(getattr(row, name) for name in SCORE_COLUMNS[1:])])
    return out.getvalue().encode()


def parse_results(data: bytes, name: str = RESULTS_FILE) -> Results:
    """Read the content of a `results.json`; keys it does not know are ignored.

    Raises
    ------
    CannotRunError : not JSON, another format or major version, values of the wrong kind, or parts that
        are missing or do not fit together
    """
    import msgspec

    from salesex.model.integrity import unfit

    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(name, f"it is not JSON ({error})") from error
    _check_format(content, name)
    try:
        results = msgspec.convert(_rename_class(content), Results, str_keys=True)
    except msgspec.ValidationError as error:
        raise _unreadable(name, str(error)) from error
    problem = unfit(results)
    if problem is not None:
        why = "it lacks" if problem.missing else "it does not know"
        raise CannotRunError(f"{name} is not complete: {why} {problem.what}", "Run `salesex assess` again.")
    return results


def read_results(folder: str | Path) -> Results | None:
    """Return the stored results of an engagement folder, or None where there are none.

    Raises
    ------
    CannotRunError : the file cannot be read, or is no `results.json` of this format
    """
    path = results_path(folder)
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        remedy = "Close it in other programs, or run `salesex assess` again."
        raise CannotRunError(f"{path} cannot be read ({reason(error)})", remedy) from error
    return parse_results(data, str(path))


def results_files(folder: str | Path, results: Results) -> dict[Path, bytes]:
    """Return the files of stored results with their content, in the order to write them."""
    path = results_path(folder)
    return {path.with_name(SCORES_FILE): scores_csv(results), path: results_json(results)}


def write_results(folder: str | Path, results: Results) -> tuple[Path, ...]:
    """Write `results.json` and `scores.csv` of an engagement folder; `results.json` comes last.

    Raises
    ------
    CannotRunError : the folder or a file cannot be written; former files stay whole
    """
    files = results_files(folder, results)
    write_all(files)
    return tuple(files)


def ledger_path(folder: str | Path) -> Path:
    """Where the ledger of an engagement folder is kept."""
    return Path(folder) / LEDGER_FILE


def ledger_json(ledger: Ledger) -> bytes:
    """Return the content of `private/ledger.json`."""
    import msgspec

    return msgspec.json.encode(ledger) + b"\n"


def read_ledger(folder: str | Path) -> Ledger | None:
    """Return the ledger of an engagement folder, or None where there is none.

    Raises
    ------
    CannotRunError : it cannot be read, or is no ledger: to go on would lose what it protects
    """
    path = ledger_path(folder)
    try:
        return parse_ledger(path.read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotRunError(f"{path} cannot be read ({reason(error)})", _RESTORE) from error


def parse_ledger(data: bytes, path: Path) -> Ledger:
    """Read the content of a ledger; `path` is its name in messages.

    Raises
    ------
    CannotRunError : it is no ledger
    """
    import msgspec

    try:
        ledger = msgspec.json.decode(data, type=Ledger)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{path} is no ledger: {error}", _RESTORE) from error
    if ledger.format != LEDGER_FORMAT:
        wrong = f"{path} has the format {ledger.format}; this salesex reads {LEDGER_FORMAT}"
        raise CannotRunError(wrong, f"Use the version of salesex that wrote it. {_RESTORE}")
    _check_ledger(path, ledger)
    return ledger


def _check_ledger(path: Path, ledger: Ledger) -> None:
    for block in (*ledger.released.blocks, *ledger.pending.blocks):
        sizes = {len(block.people), len(block.of), len(block.modes), len(block.answers)}
        rows = {len(block.items), *map(len, block.answers)}
        cells = {cell for row in block.answers for cell in row}
        if len(sizes) > 1 or len(rows) > 1 or not set(block.of) <= set(block.groups) or not cells <= _BYTES:
            raise CannotRunError(f"{path} is no ledger: its parts do not fit together", _RESTORE)


def origins_path(folder: str | Path) -> Path:
    """Where an engagement folder keeps the origin of its answers."""
    return Path(folder) / ORIGINS_FILE


def origins_json(origins: Origins) -> bytes:
    """Return the content of `private/origins.json`, in a stable order."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(origins), indent=1) + b"\n"


def read_origins(folder: str | Path) -> Origins:
    """Return where the answers of an engagement folder came from; nothing where nothing was collected.

    Raises
    ------
    CannotRunError : the file cannot be read, or is none of this format
    """
    import msgspec

    path = origins_path(folder)
    remedy = (
        "Put it back from a backup. Without one, delete it: then nothing that was collected before can be "
        "replaced with --replace any more, and files that were taken before are read again."
    )
    try:
        origins = msgspec.json.decode(path.read_bytes(), type=Origins)
    except (FileNotFoundError, NotADirectoryError):
        return Origins()
    except OSError as error:
        raise CannotRunError(f"{path} cannot be read ({reason(error)})", remedy) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{path} is no list of origins: {error}", remedy) from error
    if origins.format != ORIGINS_FORMAT:
        wrong = f"{path} has the format {origins.format}; this salesex reads {ORIGINS_FORMAT}"
        raise CannotRunError(wrong, f"Use the version of salesex that wrote it. {remedy}")
    return origins


def unfinished(folder: str | Path) -> frozenset[str]:
    """Return the names of files in a folder whose writing broke off, so that what they held may be older."""
    return frozenset(name for _, name in leftovers(Path(folder)))


def results_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `parse_results` reads; further keys are allowed."""
    from inspect import cleandoc

    import msgspec

    (top,), found = msgspec.json.schema_components([Results], ref_template="#/$defs/{name}")
    for part in found.values():
        part["description"] = cleandoc(part["description"])
        part["properties"] = {name.rstrip("_"): shape for name, shape in part["properties"].items()}
        part["required"] = [name.rstrip("_") for name in part["required"]]
    file = found[Results.__name__]
    file["properties"] = file["properties"] | {"format": {"const": RESULTS_FORMAT}}
    file["required"] = ["format", *file["required"]]
    return (
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": RESULTS_FORMAT}
        | top
        | {"$defs": found}
    )


def _unreadable(name: str, why: str) -> CannotRunError:
    return CannotRunError(f"{name} is no results file: {why}", "Run `salesex assess` again.")


def _check_format(content: Any, name: str) -> None:
    found = content.get("format") if isinstance(content, dict) else None
    if found == RESULTS_FORMAT:
        return
    family = RESULTS_FORMAT.rsplit("/", 1)[0]
    if isinstance(found, str) and found.startswith(f"{family}/"):
        raise CannotRunError(
            f"{name} has the format {found}; this salesex reads {RESULTS_FORMAT}",
            "Use the version of salesex that wrote it, or run `salesex assess` again.",
        )
    raise _unreadable(name, f"`format` is {found!r}, not {RESULTS_FORMAT!r}")


def _plain(value: object) -> object:
    """Dataclasses to dicts in the order of their fields, tuples to lists, keys to strings."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {shown: _plain(getattr(value, name)) for name, shown in _names(kind)}
    return value


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.name.rstrip("_")) for field in fields(kind))


def _rename_class(content: dict[str, Any]) -> dict[str, Any]:
    """`class` is a keyword of the language and is called `class_` in the model."""
    for part in _mappings(content.get("questionnaires")):
        gaps = part.get("gaps")
        for row in gaps if isinstance(gaps, list) else []:
            if isinstance(row, dict) and "class" in row:
                row["class_"] = row.pop("class")
    return content


def _mappings(parts: Any) -> list[dict[str, Any]]:
    values = parts.values() if isinstance(parts, dict) else ()
    return [part for part in values if isinstance(part, dict)]
