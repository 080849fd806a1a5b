"""Templates and pictures that an engagement brings along for its report."""

from __future__ import annotations

from pathlib import Path

from salesex.errors import CannotRunError
from salesex.surveys.engagements.logos import read_logo

FOLDER = "templates"
ENDINGS = (".j2", ".css")
MOST_BYTES = 1_000_000


def read_templates(folder: Path) -> dict[str, str]:
    """Return the templates of an engagement by their name below `templates/`, in order.

    Raises
    ------
    CannotRunError : one is not UTF-8, larger than a megabyte, or cannot be read
    """
    root = folder / FOLDER
    found: dict[str, str] = {}
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.suffix not in ENDINGS or path.name.startswith(".") or not path.is_file():
            continue
        shown = path.relative_to(folder).as_posix()
        try:
            if path.stat().st_size > MOST_BYTES:
                raise CannotRunError(f"{shown} is larger than a megabyte", "Is it a template?")
            found[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise CannotRunError(f"{shown} is not UTF-8", "Save it as UTF-8.") from error
        except OSError as error:
            raise CannotRunError(f"{shown} cannot be read ({error.strerror})", "Check its rights.") from error
    return found


def read_picture(folder: Path, name: str) -> bytes | None:
    """Return a picture inside the engagement's folder; None for what is none or may not be shown."""
    found = read_logo(folder, name)
    return found if isinstance(found, bytes) else None
