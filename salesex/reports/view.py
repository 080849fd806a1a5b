"""A questionnaire's results as reports look things up in them: by id and scope, in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from salesex.model.quality import AgreementRow
from salesex.model.questionnaire import PERSPECTIVES, Item, Perspective, Questionnaire
from salesex.model.results import (
    EngagementInfo,
    GapRow,
    GroupInfo,
    Level,
    Participation,
    QuestionnaireResults,
    RoadmapRow,
    Scope,
    ScoreRow,
    TypeRow,
)
from salesex.model.text import Text, in_language, with_organisation
from salesex.reports.formats import quoted

KEPT = "*"
"""Mark of a group that keeps values of an earlier report."""
_JOINED = re.compile(r"[,&/]| (und|oder|and|or) ")


@dataclass(frozen=True)
class View:
    """One questionnaire of one engagement in one language; finds, never computes."""

    part: QuestionnaireResults
    engagement: EngagementInfo
    language: str

    @property
    def definition(self) -> Questionnaire:
        """The questionnaire as it was when the answers were scored."""
        return self.part.definition

    def text(self, text: Text) -> str:
        """One text in the report's language, with the client's name put in."""
        return with_organisation(in_language(text, self.language), self.engagement.client)

    @cached_property
    def _scores(self) -> dict[tuple[str, str, str, str | None], ScoreRow]:
        return {(row.level, row.id, row.scope, row.scope_id): row for row in self.part.scores}

    def row(
        self, level: Level, id: str, scope: Scope = "overall", scope_id: str | None = None
    ) -> ScoreRow | None:
        """The score row, shown or hidden; None where there is none."""
        return self._scores.get((level, id, scope, scope_id))

    def shown(
        self, level: Level, id: str, scope: Scope = "overall", scope_id: str | None = None
    ) -> ScoreRow | None:
        """The score row if it may be shown and has a value."""
        row = self.row(level, id, scope, scope_id)
        return row if row is not None and row.score is not None else None

    def perspective(self, level: Level, id: str, perspective: Perspective) -> ScoreRow | None:
        """The shown score of one perspective."""
        return self.shown(level, id, "perspective", perspective)

    def best_scope(self, level: Level, id: str) -> ScoreRow | None:
        """The overall score, else the only perspective that has one."""
        rows = (self.perspective(level, id, perspective) for perspective in PERSPECTIVES)
        return self.shown(level, id) or next((row for row in rows if row is not None), None)

    @cached_property
    def groups(self) -> tuple[GroupInfo, ...]:
        """Rater groups that were asked this questionnaire, in the engagement's order."""
        asked = {row.group for row in self.part.participation}
        return tuple(group for group in self.engagement.groups if group.id in asked)

    @cached_property
    def rests(self) -> tuple[tuple[str, Perspective], ...]:
        """Remainders of small groups that are shown somewhere: scope id and perspective."""
        seen: dict[str, Perspective] = {}
        for block in self.part.blocks:
            if block.id.startswith("rest-"):
                seen[block.id] = block.perspective
        return tuple(seen.items())

    @cached_property
    def kept(self) -> dict[str, str]:
        """Groups and remainders that keep values of an earlier report, with the latest day of those."""
        found: dict[str, str] = {}
        for block in self.part.blocks:
            if block.frozen is not None:
                found[block.id] = max(block.frozen, found.get(block.id, ""))
        return found

    def marked(self, title: str, scope_id: str) -> str:
        """A group's title, with a mark where values of an earlier report stand beside it."""
        return f"{title}{KEPT}" if scope_id in self.kept else title

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by id."""
        return {item.id: item for item in self.definition.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Short titles by id: dimensions, facets and axes."""
        found = {dimension.id: self.text(dimension.label) for dimension in self.definition.dimensions}
        for dimension in self.definition.dimensions:
            found.update({facet.id: self.text(facet.title) for facet in dimension.facets})
        found.update({key: self.text(axis.label) for key, axis in self.definition.axes.items()})
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """Titles for sentences: in quotation marks where a title joins several things, to read as one."""
        return {
            key: quoted(title, self.language) if _JOINED.search(title) else title
            for key, title in self.titles.items()
        }

    def type_row(self, scope: Scope = "overall", scope_id: str | None = None) -> TypeRow | None:
        """The type row of a scope that has a type."""
        for row in self.part.types:
            if (row.scope, row.scope_id) == (scope, scope_id) and row.type is not None:
                return row
        return None

    def type_title(self, key: str) -> str:
        """A type's name in the report's language."""
        assert self.definition.types is not None
        return self.text(self.definition.types.reference[key].title)

    def roadmap_row(self, scope: Scope = "overall", scope_id: str | None = None) -> RoadmapRow | None:
        """The roadmap of a scope that has a stage."""
        for row in self.part.roadmap:
            if (row.scope, row.scope_id) == (scope, scope_id) and row.stage is not None:
                return row
        return None

    def gap(self, id: str, a: str, b: str, level: Level = "dimension") -> GapRow | None:
        """The gap a minus b of one dimension or item."""
        for row in self.part.gaps:
            if row.level == level and row.id == id and row.pair == (a, b):
                return row
        return None

    def agreement(self, id: str, group: str | None) -> AgreementRow | None:
        """How far one group (or remainder) agrees in a dimension."""
        for row in self.part.agreement:
            if (row.id, row.scope, row.scope_id) == (id, "group", group):
                return row
        return None

    def participation(self, group: str) -> Participation | None:
        """How many of a group answered this questionnaire."""
        for row in self.part.participation:
            if row.group == group:
                return row
        return None
