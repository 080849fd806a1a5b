"""`salesex status`: who has answered, what is too small to show, which steps are open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import locking, pipeline
from salesex.cli import DONE
from salesex.cli.init import quoted
from salesex.cli.output import Output
from salesex.cli.status_words import status_words
from salesex.errors import DataError

if TYPE_CHECKING:
    import datetime as dt

    from salesex.errors import Issue
    from salesex.pipeline import Status
    from salesex.scoring.turnout import GroupTurnout

STATUS_FORMAT = "salesex/status/1"


@dataclass(frozen=True, slots=True)
class Options:
    """Of what folder to tell, and how."""

    folder: Path
    format: str
    language: str | None
    strict: bool

    def __call__(self, output: Output) -> int:
        """Read, count, print."""
        output.language = self.language
        locking.settle(self.folder)
        try:
            status = pipeline.status(self.folder, strict=self.strict)
        except DataError as error:
            self._tell(error.issues, self.language or error.language, output)
            return error.exit_code
        language = self.language or status.engagement.language
        self._tell(status.issues, language, output)
        if self.format == "json":
            output.machine(document(status))
            return DONE
        from salesex.cli.summary.state import show

        show(output.console(), status, language)
        return DONE

    def _tell(self, issues: Iterable[Issue], language: str, output: Output) -> None:
        """Count issues by code: their texts name codes of people, what they answered, and small groups."""
        words = status_words(language)
        found = Counter((issue.severity, issue.code) for issue in issues if output.wants(issue))
        for severity in ("error", "warning", "info"):
            codes = [f"{code} ({count})" for (kind, code), count in sorted(found.items()) if kind == severity]
            if codes:
                output.say(f"salesex: {words(f'issues.{severity}', codes=', '.join(codes))}")
        if found:
            output.say(f"  {words('issues.see', folder=quoted(str(self.folder)))}")


def document(status: Status) -> bytes:
    """Return the status as JSON; keys in the documented order."""
    about = status.engagement
    content = {
        "format": STATUS_FORMAT,
        "client": about.client,
        "wave": about.wave,
        "date": status.today.isoformat(),
        "min_group_size": about.privacy.min_group_size,
        "groups": [
            {"questionnaire": part.questionnaire.id, **_group(group)}
            for part in status.questionnaires
            for group in part.groups
        ],
        "procedure": [
            {"step": one.step, "state": one.state, "from": _day(one.start), "until": _day(one.end)}
            for one in status.steps
        ],
        "interviews": {"paused": status.interviews},
        "deleted": status.deleted or None,
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _group(group: GroupTurnout) -> dict[str, object]:
    row = group.participation
    return {
        "group": row.group,
        "invited": row.invited,
        "answered": row.answered,
        "shown": group.shown,
        "hidden": list(group.hidden),
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
