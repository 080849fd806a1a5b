"""Results on disk: `results.json`, `scores.csv`, and writing that leaves whole files or none.

A file is written beside its place under a temporary name and renamed; whoever reads sees the former
file or the new one. `results.json` is renamed last, so that it never tells of a table that is missing.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesex.errors import CannotRunError
from salesex.model.results import RESULTS_FORMAT, Results

if TYPE_CHECKING:
    from collections.abc import Iterator

RESULTS_FOLDER = "results"
RESULTS_FILE = "results.json"
SCORES_FILE = "scores.csv"
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
    text = json.dumps(_plain(results), ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()


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
    CannotRunError : not JSON, another format or major version, or values of the wrong kind
    """
    import msgspec

    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(name, f"it is not JSON ({error})") from error
    _check_format(content, name)
    try:
        return msgspec.convert(_rename_class(content), Results, str_keys=True)
    except msgspec.ValidationError as error:
        raise _unreadable(name, str(error)) from error


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
        raise CannotRunError(f"{path}: cannot be read ({_reason(error)})") from error
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


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files: all are on disk before the first is renamed, in the order given."""
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            waiting.append((_write_beside(path, data), path))
        while waiting:
            temporary, path = waiting[0]
            with _told_plainly(path):
                temporary.replace(path)
            del waiting[0]
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def write_atomic(path: str | Path, data: bytes) -> Path:
    """Write one file so that an interruption leaves the former one; its folder is made if need be.

    Raises
    ------
    CannotRunError : locked, not permitted, disk full
    """
    path = Path(path)
    write_all({path: data})
    return path


def write_new(path: str | Path, data: bytes) -> Path:
    """Write one file that must not be there yet.

    Raises
    ------
    CannotRunError : it exists already, or cannot be written
    """
    path = Path(path)
    if path.exists() or path.is_symlink():
        raise CannotRunError(f"{path} exists already", "Name another file; nothing is overwritten.")
    return write_atomic(path, data)


def write_folder(folder: str | Path, files: Mapping[str, bytes], empty: tuple[str, ...] = ()) -> Path:
    """Make a folder with all its files, or nothing at all.

    It is built beside its place and renamed. `files` maps paths inside the folder (with `/`) to
    content, `empty` names folders without files. A folder that exists must be empty.

    Raises
    ------
    CannotRunError : something is there already, or the folder cannot be written
    """
    folder = Path(folder).absolute()
    refuse_what_is_there(folder)
    with _told_plainly(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix=".new", dir=folder.parent))
    try:
        with _told_plainly(folder):
            _fill(building, files, empty)
            if folder.is_dir():
                folder.rmdir()
            building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _fill(folder: Path, files: Mapping[str, bytes], empty: tuple[str, ...]) -> None:
    folder.chmod(0o777 & ~_umask())  # mkdtemp makes it private; an engagement is an ordinary folder
    for name in empty:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def refuse_what_is_there(folder: Path) -> None:
    """Make sure that a folder is free to be made.

    Raises
    ------
    CannotRunError : a file is in its place, or a folder that is not empty
    """
    with _told_plainly(folder):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise CannotRunError(f"{folder} exists already and is not a folder", "Name another folder.")
        found = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise CannotRunError(
            f"{folder} is not empty: it holds {', '.join(found[:3])}{more}",
            "Name a new folder; nothing is overwritten.",
        )


def _write_beside(path: Path, data: bytes) -> Path:
    temporary: Path | None = None
    with _told_plainly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_unwritable(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(_mode_for(path))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return temporary


def _refuse_unwritable(path: Path) -> None:
    """Renaming would replace a file marked read-only; whoever marked it does not want that."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "it is write-protected", str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))


def _mode_for(path: Path) -> int:
    """Permissions of the file to replace, else those a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    return 0o666 & ~_umask()


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """Turn what the operating system says into what a person can do."""
    try:
        yield
    except PermissionError as error:
        raise CannotRunError(
            f"{path} cannot be written ({_reason(error)})",
            "If it is open in Excel or another program, close it there and run again.",
        ) from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
        remedy = "Make room on the disk and run again." if full else "Check the folder and run again."
        raise CannotRunError(f"{path} cannot be written ({_reason(error)})", remedy) from error


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


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
    if is_dataclass(value):
        return {field.name.rstrip("_"): _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


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
