"""What changed since the results that were stored before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import heading, note
from salesex.cli.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.pipeline import Assessment


def show(assessment: Assessment, words: Words) -> Iterable[RenderableType]:
    """Yield the changes; nothing on a first run."""
    if assessment.changes is None:
        return
    yield heading(words("changes"))
    if not assessment.changes:
        yield note(words("no_changes"))
