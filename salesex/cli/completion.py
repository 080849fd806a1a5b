"""What the shell completes for `salesex explain`: folders of engagements, and keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

AT = "@"


def complete_keys(ctx: Any, incomplete: str) -> list[str]:
    """Return what may stand where the cursor is; nothing where anything goes wrong.

    Bash takes `@` for the end of a word: then only the scope is completed, and the words before the
    cursor are `ID`, `@`. `ctx` is typer's context, known to it by that name.
    """
    try:
        return sorted(_complete(ctx.params.get("words") or (), incomplete))
    except Exception:  # a shell that completes must never see an error
        return []


def _complete(words: Sequence[str], incomplete: str) -> Iterable[str]:
    if words and words[-1] == AT:
        return _scopes(words[:-1], incomplete)
    folder = Path(words[0]) if words else Path()
    found = [key for key in _keys(folder) if key.startswith(incomplete)]
    if AT not in incomplete:
        found = list(dict.fromkeys(key.partition(AT)[0] for key in found))
    return found if words else [*found, *_folders(incomplete)]


def _scopes(given: Sequence[str], begun: str) -> Iterable[str]:
    """Scopes of the last key given, as bash wants them: without what stands before."""
    if not given:
        return []
    folder = Path(given[0]) if len(given) > 1 else Path()
    start = f"{given[-1]}{AT}{begun}"
    return [key.partition(AT)[2] for key in _keys(folder) if key.startswith(start)]


def _keys(folder: Path) -> Iterable[str]:
    from salesex.model.keys import keys_of
    from salesex.store import read_results

    results = read_results(folder)
    return () if results is None else keys_of(results)


def _folders(incomplete: str) -> Iterable[str]:
    """Folders of engagements that the word could become."""
    from salesex.cli.explain import is_engagement

    base = Path(incomplete).parent if "/" in incomplete else Path()
    names = (path.as_posix() for path in base.iterdir() if is_engagement(path))
    return [name for name in names if name.startswith(incomplete)]
