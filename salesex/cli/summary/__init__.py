"""What `assess` prints: one module per part, each from results to lines of the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary import changes, gaps, hidden, measurement, participation, profile, roadmap, types
from salesex.cli.summary.layout import heading, plain
from salesex.cli.words import Words, words_for

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console, RenderableType

    from salesex.model.results import Results
    from salesex.pipeline import Assessment


def show(
    console: Console, assessment: Assessment, language: str, written: Iterable[Path], verbose: bool = False
) -> None:
    """Print an assessment in one language, ending with what was written where; `verbose` cuts nothing."""
    words = words_for(language)
    shown = parts(assessment, words, console.width, verbose)
    if console.is_terminal:
        _print(console, shown, words, written)
        return
    with console.capture() as captured:
        _print(console, shown, words, written)
    for line in captured.get().splitlines():
        console.file.write(f"{line.rstrip()}\n")


def _print(console: Console, shown: Iterable[RenderableType], words: Words, written: Iterable[Path]) -> None:
    for part in shown:
        console.print(part)
    console.print(heading(words("written")))
    for path in written:
        console.print(plain(f"  {path}"), soft_wrap=True)


def parts(
    assessment: Assessment, words: Words, width: int, verbose: bool = False
) -> Iterable[RenderableType]:
    """Yield what is printed, from top to bottom, for a terminal of that width."""
    results = assessment.results
    yield from title(results, words)
    yield from participation.show(results, words)
    for part in results.questionnaires.values():
        if part.definition.staged:
            yield from roadmap.show(part, words, verbose)
        else:
            yield from profile.show(results, part, words, width)
            yield from types.show(part, words, verbose)
        yield from measurement.show(results, part, words, verbose)
    yield from gaps.show(results, words, width, verbose)
    yield from hidden.show(results, words)
    yield from changes.show(assessment, words, width, verbose)
    warnings = sum(issue.severity == "warning" for issue in assessment.issues)
    if warnings:
        yield plain("\n" + words("warnings", count=warnings))


def title(results: Results, words: Words) -> Iterable[RenderableType]:
    """Yield whose assessment this is."""
    about = results.engagement
    name = words.text(about.title) if about.title else ""
    yield heading(about.client, above=False)
    yield plain(" · ".join(part for part in (name, f"{words('wave')} {about.wave}") if part))
