"""What every chapter has, and what it is made with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from salesex.model.results import EngagementInfo, ScoreRow
from salesex.model.together import in_remainder
from salesex.reports.drawing import Colours, Drawing, Table
from salesex.reports.view import View
from salesex.reports.wording.words import Sentence, Words


@dataclass(frozen=True, slots=True)
class Studio:
    """Words, colours, and every drawing made with them (so that a check can look at all)."""

    words: Words
    colours: Colours
    engagement: EngagementInfo
    drawings: list[Drawing] = field(default_factory=list)
    explained: set[str] = field(default_factory=set)

    def keep(self, drawing: Drawing, table: Table | None = None) -> Drawing:
        """Remember a drawing and give it back, with its numbers where no table beside it has them."""
        drawing.table = table
        self.drawings.append(drawing)
        return drawing

    def once(self, text: str) -> str:
        """Give a text back the first time, then nothing: a rule is explained where it first matters."""
        if text in self.explained:
            return ""
        self.explained.add(text)
        return text

    @property
    def minimum(self) -> int:
        """Smallest group that is shown."""
        return self.engagement.privacy.min_group_size

    def reason(self, row: ScoreRow | None, view: View | None = None) -> str:
        """Why a row has no score, in a few words; a group's, with `view`, also that others stand with it."""
        if view is not None and row is not None and row.scope == "group":
            place = None if row.level == "overall" else row.id
            if in_remainder(view.part, row.scope_id or "", place):
                return self.words("reason.together")
        reason = row.reason if row is not None and row.reason is not None else "none"
        return self.words(f"reason.{reason}", k=self.minimum)

    def say(self, chosen: Iterable[Sentence]) -> tuple[str, ...]:
        """Sentences as texts."""
        return tuple(self.words.say(one) for one in chosen)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter: `part` names its template; the rest is what every chapter shows."""

    part: str
    kicker: str
    message: str
    lead: str = ""
    follows: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """Name of the template that shows it."""
        return self.part

    @property
    def crowded(self) -> bool:
        """Whether the message needs more than three lines at 22 points, and is set smaller."""
        return len(self.message.split("\n")) > 3


def count_of(words: Words, rows: Iterable[ScoreRow | None]) -> str:
    """The n of several rows, as one number or a range."""
    return words.n(*(row.n for row in rows if row is not None))


def kept_note(view: View, words: Words) -> str:
    """What the mark of a group with values of an earlier report means; empty where no group has it."""
    days = [words.short_date(day) for day in sorted(set(view.kept.values()))]
    return words("kept.note", dates=words.series(days)) if days else ""


def kept_groups(view: View, words: Words) -> list[str]:
    """By day of an earlier report: the groups that keep its values."""
    names = group_names(view, words)
    return [
        words(
            "kept.groups",
            date=words.long_date(day),
            groups=words.series([names[key] for key, kept in view.kept.items() if kept == day]),
        )
        for day in sorted(set(view.kept.values()))
    ]


def group_names(view: View, words: Words) -> dict[str, str]:
    """Titles of groups and remainders by scope id."""
    names = {group.id: view.text(group.title) for group in view.engagement.groups}
    return names | {scope_id: words("rest") for scope_id, _ in view.rests}
