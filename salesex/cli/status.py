"""`salesex status`: who has answered, what is too small to show, which steps are open."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import pipeline
from salesex.cli import DONE
from salesex.cli.issue_formats import as_text
from salesex.cli.output import Output

if TYPE_CHECKING:
    import datetime as dt

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
        status = pipeline.status(self.folder, strict=self.strict)
        language = self.language or status.engagement.language
        as_text.write((issue for issue in status.issues if output.wants(issue)), language, sys.stderr)
        if self.format == "json":
            output.machine(document(status))
            return DONE
        from salesex.cli.summary.state import show

        show(output.console(), status, language)
        return DONE


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
