"""Results: what may be shown, complete enough to make every report from.

The dataclasses mirror `results.json` (SPEC) field by field, in its order. Scores run 0-100 and are
rounded to 9 decimals; a hidden value is None and its row says why. What a later method computes is
present and None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from salesex.model.quality import AgreementRow, CommentRow, InfluenceRow, MissingRow, ReliabilityRow
from salesex.model.questionnaire import Perspective, Questionnaire
from salesex.model.scopes import Level as Level
from salesex.model.scopes import Reason as Reason
from salesex.model.scopes import Scope as Scope
from salesex.model.scopes import Status as Status
from salesex.model.stages import IfMet as IfMet
from salesex.model.stages import LightRow as LightRow
from salesex.model.stages import RoadmapRow as RoadmapRow
from salesex.model.stages import StageAxisRow as StageAxisRow
from salesex.model.stages import StageCertainty as StageCertainty
from salesex.model.stages import StageRow as StageRow
from salesex.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

TypeCertainty = Literal["high", "medium", "low"]
GapClass = Literal[
    "agreed_strength",
    "agreed_weakness",
    "blind_spot",
    "hidden_strength",
    "no_clear_finding",
    "apart",
    "close",
]
Evidence = Literal["finding", "tendency", "none", "not_testable", "untested"]

RESULTS_FORMAT = "salesex/results/1"


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """A rater group as reports name it."""

    id: str
    title: Text
    perspective: Perspective
    invited: int | None
    single_role: bool
    consent: str | None


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit as reports name it."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class PrivacyInfo:
    """The disclosure rule in force."""

    min_group_size: int


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """The look asked for; `logo` is a path relative to the engagement."""

    author: str | None
    logo: str | None
    colour: str | None
    footer: Text | None


@dataclass(frozen=True, slots=True)
class EngagementInfo:
    """The engagement as reports name it; dates are ISO 8601."""

    client: str
    title: Text | None
    wave: str
    date: str | None
    language: str
    groups: tuple[GroupInfo, ...]
    units: tuple[UnitInfo, ...]
    privacy: PrivacyInfo
    report: ReportInfo


@dataclass(frozen=True, slots=True)
class QuestionnaireVersion:
    """Which text of a questionnaire was used: its hash is over LF text without BOM."""

    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ResponsesVersion:
    """Which answers were used."""

    files: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the numbers were made from and with."""

    salesex: str
    numpy: str
    seed: int
    questionnaires: dict[str, QuestionnaireVersion]
    responses: ResponsesVersion


@dataclass(frozen=True, slots=True)
class Participation:
    """How many of a group answered; `answered` is None and `modes` empty below the minimum."""

    group: str
    invited: int | None
    answered: int | None
    modes: dict[str, int]
    status: Status


@dataclass(frozen=True, slots=True)
class Block:
    """Respondents shown together in one dimension (or stage axis); `frozen`: date of kept answers."""

    dimension: str
    id: str
    groups: tuple[str, ...]
    perspective: Perspective
    n: int
    frozen: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A group with answers that enters no number of a dimension (or stage axis), and why."""

    dimension: str
    group: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score 0-100 with its n, the standard deviation of respondents' own scores, a 95 % interval."""

    unit: str | None
    level: Level
    id: str
    scope: Scope
    scope_id: str | None
    n: int | None
    score: float | None
    sd: float | None
    ci_low: float | None
    ci_high: float | None
    status: Status
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class TypeRow:
    """The type of one scope: distances in score points; `stability`, `shares`: of bootstrap draws.

    `draws_cov` is always empty: with the seed it would tell single persons' scores.
    """

    unit: str | None
    scope: Scope
    scope_id: str | None
    type: str | None
    fit: float | None
    distances: dict[str, float]
    runner_up: str | None
    margin: float | None
    qualifier: Literal["clear", "visible", "approximate"] | None
    certainty: TypeCertainty | None
    stability: float | None
    shares: dict[str, float]
    draws_cov: tuple[tuple[float, ...], ...]
    n: int | None
    status: Status
    reason: Reason | None
    tied: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A minus b, in score points, with its class, 95 % interval and test; items have a class only.

    `arrangements` were looked at for `p`; `exact`: these were all. `p_adjusted` is Holm's, `g` Hedges'.
    """

    unit: str | None
    level: Level
    id: str
    pair: tuple[str, str]
    a: float
    b: float
    gap: float
    flagged: bool
    class_: GapClass
    evidence: Evidence
    p: float | None
    p_adjusted: float | None
    n_a: int
    n_b: int
    ci_low: float | None
    ci_high: float | None
    t: float | None
    arrangements: int | None
    exact: bool | None
    g: float | None
    g_low: float | None
    g_high: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth saying, as code and values; sentences are made by the report.

    `rank` orders all findings of the engagement (1 first); `evidence` names the rows it rests on;
    `actions` are the items whose improvement would change it.
    """

    code: str
    rank: int
    evidence: tuple[str, ...]
    values: dict[str, str | int | float | None]
    certainty: TypeCertainty
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireResults:
    """Everything about one questionnaire."""

    definition: Questionnaire
    participation: tuple[Participation, ...] = ()
    blocks: tuple[Block, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    types: tuple[TypeRow, ...] = ()
    roadmap: tuple[RoadmapRow, ...] = ()
    lights: tuple[LightRow, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    reliability: tuple[ReliabilityRow, ...] = ()
    agreement: tuple[AgreementRow, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    influence: tuple[InfluenceRow, ...] = ()
    comments: tuple[CommentRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    def score(
        self, level: Level, id: str, scope: Scope = "overall", scope_id: str | None = None
    ) -> ScoreRow | None:
        """The score row of one thing in one scope, or None where there is none."""
        for row in self.scores:
            if (row.level, row.id, row.scope, row.scope_id) == (level, id, scope, scope_id):
                return row
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One assessed engagement."""

    format: str = RESULTS_FORMAT
    engagement: EngagementInfo
    provenance: Provenance
    questionnaires: dict[str, QuestionnaireResults] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return the score rows as a table.

        Returns
        -------
        One row per score. Columns: questionnaire, unit, level, id, scope, scope_id (str), n (Int64),
        score, sd, ci_low, ci_high (float, 0-100), status, reason (str). Hidden values are missing.
        """
        from dataclasses import asdict

        import pandas as pd

        rows = [
            {"questionnaire": name, **asdict(row)}
            for name, part in self.questionnaires.items()
            for row in part.scores
        ]
        columns = ["questionnaire", *ScoreRow.__dataclass_fields__]
        frame = pd.DataFrame(rows, columns=columns)
        numbers = ["score", "sd", "ci_low", "ci_high"]
        return frame.astype({"n": "Int64", **dict.fromkeys(numbers, "float64")})
