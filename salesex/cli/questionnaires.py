"""`salesex questionnaires`: list the shipped ones, show one, copy one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import pipeline, writing
from salesex.cli import DONE
from salesex.cli.output import Output, visible
from salesex.model import in_language

if TYPE_CHECKING:
    from salesex.model import Item, Questionnaire


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
    """Print the statements of one questionnaire."""

    id: str
    language: str

    def __call__(self, output: Output) -> int:
        """Print it as an outline."""
        definition = pipeline.questionnaire(self.id).definition
        for line in outline(definition, self.language):
            output.line(line)
        return DONE


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy one questionnaire; never over another file."""

    id: str
    file: Path

    def __call__(self, output: Output) -> int:
        """Copy it and print the path."""
        entry = pipeline.questionnaire(self.id)
        file = self.file / f"{self.id}.yaml" if self.file.is_dir() else self.file
        output.line(visible(str(writing.write_new(file, entry.path.read_bytes()))))
        return DONE


def outline(definition: Questionnaire, language: str) -> Iterator[str]:
    """Yield a questionnaire line by line: scale, dimensions or stages, statements."""
    scale = definition.scale
    yield f"{definition.id} {definition.version}: {in_language(definition.title, language)}"
    if definition.source:
        yield from _wrapped(in_language(definition.source, language), "")
    yield ""
    for value in range(scale.min, scale.max + 1):
        if value in scale.labels:
            yield f"  {value}  {in_language(scale.labels[value], language)}"
    if scale.no_answer:
        yield f"  ?  {in_language(scale.no_answer, language)}"
    yield from _profile(definition, language)
    yield from _roadmap(definition, language)


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
    mark = "(-)" if item.reverse else "   "
    yield from _wrapped(f"{item.id} {mark} {in_language(item.text, language)}", "    ", len(item.id) + 5)


def _wrapped(text: str, indent: str, hang: int = 0) -> list[str]:
    from textwrap import wrap

    return wrap(visible(text), 78, initial_indent=indent, subsequent_indent=indent + " " * hang)
