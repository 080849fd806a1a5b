"""What every format writes: the issues told in one language, the files looked at, the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from salesex.catalogue import tell
from salesex.cli.issue_formats.words import counted, word
from salesex.errors import Issue, Severity
from salesex.frozen import Frozen
from salesex.model.cells import column_letters

WORKBOOK = ".xlsx"
TABLES = (WORKBOOK, ".csv", ".tsv")


class Row(Frozen):
    """One issue in words. `cell` is the cell as a spreadsheet names it (`DE3`), empty outside tables."""

    issue: Issue
    file: str
    message: str
    help: str

    @property
    def cell(self) -> str:
        """Where in a table it is, as a spreadsheet names the cell."""
        issue = self.issue
        if not self.is_table or issue.line is None or issue.column is None:
            return ""
        return f"{column_letters(issue.column)}{issue.line}"

    @property
    def text_line(self) -> int | None:
        """The line an editor of text shows; none in a workbook."""
        return None if self.is_workbook else self.issue.text_line or self.issue.line

    @property
    def is_table(self) -> bool:
        """Whether line and column count rows and cells."""
        return self.file.lower().endswith(TABLES)

    @property
    def is_workbook(self) -> bool:
        """Whether the file has no lines at all."""
        return self.file.lower().endswith(WORKBOOK)


class IssueReport(Frozen):
    """Everything a format may need.

    `files` has the kind (engagement, questionnaire, response, map) and the path as written of every file.
    `passed_over` are YAML files that were not meant for salesex, `unchecked` counts the answer files that
    wait for their engagement to be mended; `unreadable` says what could not be read. `strict`,
    `verbose` and `quiet` are what the person asked for.
    """

    issues: tuple[Issue, ...]
    files: tuple[tuple[str, str], ...] = ()
    switched_off: int = 0
    language: str = "en"
    strict: bool = False
    verbose: bool = False
    quiet: bool = False
    passed_over: tuple[str, ...] = ()
    unchecked: int = 0
    unreadable: tuple[str, ...] = ()

    def own_files(self) -> list[tuple[str, str]]:
        """Files that are no part of salesex: the shipped ones lie elsewhere on every machine."""
        from salesex.surveys.shipped import shipped_questionnaires

        shipped = {path.as_posix() for path in shipped_questionnaires().values()}
        return [(kind, file) for kind, file in self.files if file not in shipped]

    def rows(self) -> Iterator[Row]:
        """Yield every issue in words."""
        return (told(issue, self.language) for issue in self.issues)

    def wanted(self) -> Iterator[Row]:
        """Yield what a person wants to see: infos with verbose only, no harmless warning with quiet."""
        return (told(issue, self.language) for issue in self.issues if self._wants(issue.severity))

    def fails(self, severity: Severity) -> bool:
        """Whether issues of a severity fail the run."""
        return severity == "error" or (self.strict and severity == "warning")

    def count(self, severity: Severity) -> int:
        """Number of issues of one severity."""
        return sum(issue.severity == severity for issue in self.issues)

    @property
    def failed(self) -> bool:
        """Whether the run fails; answers that were not checked are never taken for right ones."""
        return self.unchecked > 0 or any(self.fails(issue.severity) for issue in self.issues)

    def summary(self) -> str:
        """Say in one line what was looked at, by kind, and what was found; with verbose also what was not."""
        kinds = Counter(kind for kind, _ in self.files)
        order = ("engagement", "questionnaire", "response", "map")
        looked_at = [counted(kinds[kind], kind, self.language) for kind in order if kinds[kind]]
        found = [counted(self.count(kind), kind, self.language) for kind in ("error", "warning")]
        if self.switched_off:
            found.append(f"{self.switched_off} {word('switched_off', self.language)}")
        if self.unchecked:
            found.append(counted(self.unchecked, "unchecked", self.language))
        if self.verbose and self.passed_over:
            found.append(counted(len(self.passed_over), "passed_over", self.language))
        return f"{', '.join(looked_at)}: {', '.join(found)}"

    def notes(self) -> list[str]:
        """Say with verbose which files were passed over, a line each."""
        passed_over = word("passed_over", self.language)
        return [f"{encodable(file)}: {passed_over}" for file in self.passed_over] if self.verbose else []

    def _wants(self, severity: Severity) -> bool:
        if severity == "info":
            return self.verbose
        return not self.quiet or self.fails(severity)


def told(issue: Issue, language: str) -> Row:
    """Put one issue into words that UTF-8 can hold."""
    words = tell(issue, language)
    return Row(issue, encodable(issue.file), encodable(words.message), encodable(words.help))


def encodable(text: str) -> str:
    r"""Return a text that UTF-8 can hold: odd bytes of file names become escapes.

    >>> encodable("a\udcffb")
    'a\\udcffb'
    """
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
