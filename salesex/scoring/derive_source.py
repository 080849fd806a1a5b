"""What derivations are made from, and how they are checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from salesex.model import Item
from salesex.model.derivation import Cell, Derivation, Ref, RefKind, Step, agree
from salesex.model.keys import Key
from salesex.model.results import Level, QuestionnaireResults, Results, ScoreRow
from salesex.model.together import in_remainder
from salesex.scoring.aggregate import ScopeKey
from salesex.scoring.recount import Recount, scope_of

MOST_COUNTS = 7
"""Answer options up to which counts stand beside every statement; longer scales only in its own key."""


class NotReproducedError(Exception):
    """A stored number does not come out again; says which, never what the answers were."""


@dataclass(frozen=True)
class Source:
    """One questionnaire's stored results with the answers counted again."""

    results: Results
    part: QuestionnaireResults
    recount: Recount
    key: Key

    @cached_property
    def items(self) -> dict[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.part.definition.items()}

    @cached_property
    def alone(self) -> frozenset[str]:
        """Single roles: whatever they show is one person's view."""
        return frozenset(group.id for group in self.results.engagement.groups if group.single_role)

    @cached_property
    def _rows(self) -> dict[tuple[Level, str, ScopeKey], ScoreRow]:
        return {(row.level, row.id, (row.scope, row.scope_id)): row for row in self.part.scores}

    def row(self, level: Level, id: str, scope: ScopeKey) -> ScoreRow | None:
        """The stored score row."""
        return self._rows.get((level, id, scope))

    def shown(self, level: Level, id: str, scope: ScopeKey) -> float | None:
        """The stored score; None where it is hidden or does not exist."""
        row = self.row(level, id, scope)
        return None if row is None else row.score

    def why(self, row: ScoreRow | None, level: Level, scope: ScopeKey) -> str:
        """The reason a row is hidden, as people should read it: details of one person never are shown."""
        if scope[0] == "group" and in_remainder(self.part, scope[1] or "", self._place(level, row)):
            return "together"
        if row is not None and row.reason != "few":
            return str(row.reason)
        return "one_person" if level in {"facet", "item"} and scope[1] in self.alone else "few"

    def _place(self, level: Level, row: ScoreRow | None) -> str | None:
        """The dimension or axis something is scored in; None for the overall."""
        if row is None or level == "overall":
            return None
        return self.recount.place(level, row.id)[0].section.id

    def invited(self, block: str) -> int | None:
        """How many were asked of a block's groups; None where that is not known of all."""
        if block in self.alone:
            return 1
        known = {group.id: group.invited for group in self.results.engagement.groups}
        members = next((one.groups for one in self.part.blocks if one.id == block), (block,))
        numbers = [known.get(group) for group in members]
        found = [number for number in numbers if number is not None]
        return sum(found) if len(found) == len(numbers) else None

    def must(self, what: str, derived: float | None, stored: float | None) -> None:
        """Make sure that a derived number is the stored one.

        Raises
        ------
        NotReproducedError : it is not
        """
        if not agree(derived, stored):
            raise NotReproducedError(f"{self.key}: {what}")

    def must_equal(self, what: str, derived: object, stored: object) -> None:
        """Make sure that a derived word, or a whole row, is the stored one."""
        if derived != stored:
            raise NotReproducedError(f"{self.key}: {what}")

    def derivation(
        self,
        about: Ref,
        value: Cell,
        n: int | None,
        steps: tuple[Step | None, ...],
        scope: tuple[Ref, ...] = (),
    ) -> Derivation:
        """Put steps together, leaving out those there are none of; the scope is else the key's."""
        scope = scope or tuple(Ref("scope", name) for name in self.key.scope or ("overall",))
        found = tuple(step for step in steps if step is not None)
        return Derivation(str(self.key), self.key.kind, about, self.key.questionnaire, scope, value, n, found)


def scope_key(key: Key) -> ScopeKey:
    """The scope of a key that names at most one."""
    return scope_of(key.scope[0] if key.scope else None)


def ref(level: Level, id: str) -> Ref:
    """The name of something that has a score."""
    kind: RefKind = "level" if level == "overall" else level
    return Ref(kind, id)


def scope_ref(scope: ScopeKey) -> Ref:
    """The name of a scope."""
    return Ref("scope", scope[1] or "overall")
