"""Issues as they are found: after many in one file only that there are more, so that memory is bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from salesex import catalogue
from salesex.errors import Issue

MANY = 1_000
"""Issues of one file that are kept; nobody reads on."""
_MORE = "000"


class Collected(list[Issue]):
    """A list of issues that keeps `MANY` of every file, and one that says whether there are more.

    Beyond them only errors are kept, up to `MANY` of them, so that warnings never hide an error.
    """

    def __init__(self, issues: Iterable[Issue] = ()) -> None:
        super().__init__()
        self._count: Counter[str] = Counter()
        self._errors: Counter[str] = Counter()
        self._cut: set[str] = set()
        self.extend(issues)

    def append(self, issue: Issue) -> None:
        """Add an issue, or note that its file has more of them."""
        is_error = issue.severity == "error"
        kept = self._errors if is_error else self._count
        if issue.code[1:] == _MORE or kept[issue.file] >= MANY:
            self._cut_off(issue)
            return
        self._count[issue.file] += 1
        self._errors[issue.file] += is_error
        super().append(issue)

    def extend(self, issues: Iterable[Issue]) -> None:
        """Add issues one by one."""
        for issue in issues:
            self.append(issue)

    def is_full(self, file: str) -> bool:
        """Whether nothing more of a file will be kept, so that it need not be read to the end."""
        return file in self._cut and self._errors[file] >= MANY

    def has_error(self, file: str) -> bool:
        """Whether a file has an error."""
        return self._errors[file] > 0

    def _cut_off(self, issue: Issue) -> None:
        if issue.file not in self._cut:
            self._cut.add(issue.file)
            code = issue.code[0] + _MORE
            super().append(
                catalogue.issue(code, file=issue.file, line=issue.line, column=issue.column, limit=MANY)
            )
