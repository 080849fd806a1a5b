"""`salesex questionnaires`: list the shipped ones, show one or one's own, copy one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import pipeline, writing
from salesex.cli import DONE
from salesex.cli.output import Output, spelled, visible
from salesex.cli.words import words_for
from salesex.errors import UsageError
from salesex.model import in_language

if TYPE_CHECKING:
    from salesex.model import Item, Questionnaire, Scale

REVERSED, UNSCORED = "(-)", "(o)"


@dataclass(frozen=True, slots=True)
class List:
    """Print id, version, number of items, minutes and languages of each."""

    def __call__(self, output: Output) -> int:
        """Print the list."""
        rows = [("ID", "VERSION", "ITEMS", "MINUTES", "LANGUAGES", "TITLE")]
        for entry in pipeline.questionnaires():
            title = in_language(entry.definition.title, "en")
            have = ", ".join(entry.languages)
            rows.append((
                entry.id, entry.definition.version, str(entry.items), str(entry.minutes), have, title,
            ))  # fmt: skip
        widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
        for *cells, title in rows:
            ordered = (
                cell.rjust(width) if at in {2, 3} else cell.ljust(width)
                for at, (cell, width) in enumerate(zip(cells, widths))
            )
            output.line("  ".join([*ordered, title]))
        return DONE


@dataclass(frozen=True, slots=True)
class Show:
    """Print one questionnaire; `id` may be the path of a file, `language` None takes one it has."""

    id: str
    language: str | None

    def __call__(self, output: Output) -> int:
        """Print it as an outline."""
        definition = pipeline.definition(self.id)
        for line in outline(definition, self._language(definition)):
            output.line(spelled(line))
        return DONE

    def _language(self, definition: Questionnaire) -> str:
        have = pipeline.languages(definition)
        wanted = self.language or ("en" if "en" in have else next(iter(have), "en"))
        if wanted in have:
            return wanted
        remedy = (
            f"In full it is there in: {', '.join(have)}."
            if have
            else "Give all its texts one language in common."
        )
        raise UsageError(f"{definition.id} does not have all its texts in {wanted!r}", remedy)


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy one questionnaire; never over another file."""

    id: str
    file: Path

    def __call__(self, output: Output) -> int:
        """Copy it and print the path."""
        entry = pipeline.questionnaire(self.id)
        file = self.file / f"{self.id}.yaml" if self.file.is_dir() else self.file
        output.line(visible(str(writing.write_new(file, entry.content))))
        return DONE


def outline(definition: Questionnaire, language: str) -> Iterator[str]:
    """Yield a questionnaire line by line: instruction, scale, marks, dimensions or stages, statements."""
    yield f"{definition.id} {definition.version}: {in_language(definition.title, language)}"
    if definition.source:
        yield from _wrapped(in_language(definition.source, language), "")
    if definition.instruction:
        yield from ("", *_wrapped(in_language(definition.instruction, language), ""))
    yield from ("", *_scale(definition.scale, language))
    yield from _marks(definition, language)
    yield from _profile(definition, language)
    yield from _roadmap(definition, language)


def _scale(scale: Scale, language: str) -> Iterator[str]:
    best = scale.max if scale.best == "max" else scale.min
    yield words_for(language)("scale", min=scale.min, max=scale.max, best=best)
    width = max(len(str(scale.min)), len(str(scale.max)))
    for value, label in sorted(scale.labels.items()):
        yield from _wrapped(f"{value:>{width}}  {in_language(label, language)}", "  ", width + 2)
    if scale.no_answer:
        yield from _wrapped(f"{'?':>{width}}  {in_language(scale.no_answer, language)}", "  ", width + 2)


def _marks(definition: Questionnaire, language: str) -> Iterator[str]:
    """Explain the marks before statements, those that are used."""
    scale, words = definition.scale, words_for(language)
    marks = {_mark(item) for item in definition.items()}
    if marks & {REVERSED, UNSCORED}:
        yield ""
    if REVERSED in marks:
        best = scale.min if scale.best == "max" else scale.max
        yield from _wrapped(f"{REVERSED}  {words('mark.reversed', best=best)}", "  ", 5)
    if UNSCORED in marks:
        yield from _wrapped(f"{UNSCORED}  {words('mark.unscored')}", "  ", 5)


def _profile(definition: Questionnaire, language: str) -> Iterator[str]:
    for dimension in definition.dimensions:
        yield from ("", in_language(dimension.title, language))
        for item in dimension.items:
            yield from _statement(item, language)
        for facet in dimension.facets:
            yield f"  {in_language(facet.title, language)}"
            for item in facet.items:
                yield from _statement(item, language)


def _roadmap(definition: Questionnaire, language: str) -> Iterator[str]:
    for stage in definition.stages:
        yield from ("", f"{stage.stage}  {in_language(stage.title, language)}")
        for axis, part in stage.axes.items():
            yield f"  {in_language(definition.axes[axis].title, language)}"
            for item in part.items:
                yield from _statement(item, language)


def _statement(item: Item, language: str) -> Iterator[str]:
    yield from _wrapped(
        f"{item.id} {_mark(item)} {in_language(item.text, language)}", "    ", len(item.id) + 5
    )


def _mark(item: Item) -> str:
    if not item.scored:
        return UNSCORED
    return REVERSED if item.reverse else " " * len(REVERSED)


def _wrapped(text: str, indent: str, hang: int = 0) -> list[str]:
    from textwrap import wrap

    return wrap(spelled(text), 78, initial_indent=indent, subsequent_indent=indent + " " * hang)
