"""`salesex explain`: how one number came about; without a key, which keys there are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import locking, pipeline
from salesex.catalogue.names import nearest
from salesex.cli import DONE
from salesex.cli.output import Output
from salesex.errors import NothingToShowError, UsageError
from salesex.model.derivation import Hidden
from salesex.model.keys import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from salesex.model.keys import Key
    from salesex.model.results import Results
    from salesex.pipeline import Explanation

FILES = ("engagement.yaml", "results/results.json")
"""A folder with one of these is an engagement."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which number to explain, and how; without a key all keys are listed."""

    folder: Path
    key: str | None
    format: str
    language: str | None

    def __call__(self, output: Output) -> int:
        """Print a derivation, or the keys."""
        output.language = self.language
        if self.key is None or "." not in self.key:
            self._list(output)
            return DONE
        locking.settle(self.folder)
        explanation = pipeline.explain(self.folder, self.key)
        language = pipeline.report_language(explanation.results, self.language)
        if isinstance(explanation.found, Hidden):
            raise _hidden(explanation, explanation.found, language)
        if self.format == "json":
            from salesex.cli.derivations.as_json import derivation

            output.machine(derivation(explanation.found))
            return DONE
        from salesex.cli.derivations.show import parts

        _print(parts(explanation.results, explanation.found, language), output)
        return DONE

    def _list(self, output: Output) -> None:
        results = pipeline.stored(self.folder)
        keys = _of(self.key, results)
        if self.format == "json":
            from salesex.cli.derivations.as_json import listing

            output.machine(listing(results, keys.values()))
        elif output.verbosity.quiet:
            output.machine("".join(f"{key}\n" for key in keys).encode())
        else:
            self._table(results, keys.values(), output)

    def _table(self, results: Results, keys: Iterable[Key], output: Output) -> None:
        from salesex.cli.derivations.listing import parts

        language = pipeline.report_language(results, self.language)
        width = output.console().width
        _print(parts(results, keys, language, output.verbosity.verbose, width), output)


def _of(questionnaire: str | None, results: Results) -> dict[str, Key]:
    """The keys of one questionnaire, or of all."""
    if questionnaire is None:
        return keys_of(results)
    if questionnaire not in results.questionnaires:
        meant = nearest(questionnaire, results.questionnaires)
        help_ = f"Did you mean `{meant}`? " if meant else ""
        raise UsageError(
            f"there is no questionnaire {questionnaire}", f"{help_}`salesex explain` lists the keys."
        )
    return {name: key for name, key in keys_of(results).items() if key.questionnaire == questionnaire}


def is_engagement(folder: Path) -> bool:
    """Whether a folder holds settings or results of an engagement."""
    return any((folder / name).is_file() for name in FILES)


def place_and_key(words: Sequence[str]) -> tuple[Path, str | None]:
    """Tell the folder from the key; either may be left out.

    A single word is the folder if it is one that holds an engagement, or if there is no engagement
    here that it could be a key of.

    Raises
    ------
    UsageError : more than two words
    """
    if len(words) > 2:
        raise UsageError(f"{words[2]}: only a folder and a key are taken", "See `salesex explain --help`.")
    if len(words) == 2:
        return Path(words[0]), words[1]
    if not words:
        return Path(), None
    folder = Path(words[0])
    if is_engagement(folder) or (folder.is_dir() and not is_engagement(Path())):
        return folder, None
    return (Path(), words[0]) if is_engagement(Path()) or _like_a_key(words[0]) else (folder, None)


def _like_a_key(word: str) -> bool:
    return "." in word.strip(".") and not any(sign in word for sign in "/\\")


def _hidden(explanation: Explanation, found: Hidden, language: str) -> NothingToShowError:
    from salesex.cli.derivations.cells import Cells
    from salesex.cli.derivations.words import Names, Said

    names = Names(explanation.results, explanation.key.questionnaire, Said(language))
    cells = Cells(names, explanation.results.engagement.privacy.min_group_size)
    return NothingToShowError(f"{explanation.key}: {cells.why(found.reason)}")


def _print(parts: Iterable[RenderableType], output: Output) -> None:
    """Print to a terminal as it is; elsewhere without the blanks that fill lines."""
    console = output.console()
    if console.is_terminal:
        for part in parts:
            console.print(part)
        return
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    for line in captured.get().splitlines():
        output.line(line.rstrip())
