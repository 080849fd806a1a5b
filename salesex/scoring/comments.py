"""Comments: what people wrote, where enough others could have written it, in no order that tells who.

Whether the words of a group may stand, and beside which name, is decided in `disclosure` from counts
of respondents; it never matters whether somebody wrote anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from salesex.model import Responses
from salesex.model.quality import CommentRow
from salesex.scoring import disclosure
from salesex.scoring.aggregate import Scored
from salesex.scoring.disclosure import GroupCounts, SectionDisclosure
from salesex.scoring.matrix import AnswerMatrix
from salesex.scoring.streams import random_stream

Written = Mapping[str | None, Sequence[tuple[str, str]]]
"""By item (None: the whole), the group and text of every comment."""


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of one questionnaire, and the groups whose words about the whole stand there."""

    rows: tuple[CommentRow, ...]
    told: frozenset[str]


def written(responses: Responses) -> Written:
    """Sort comments by what they are about; spaces around them go, empty ones too."""
    found: dict[str | None, list[tuple[str, str]]] = {}
    for comment in responses.comments:
        if text := comment.text.strip():
            group = responses.respondents[comment.respondent].group
            found.setdefault(comment.item, []).append((group, text))
    return found


def comment_rows(
    scored: Scored, matrix: AnswerMatrix, said: Written, minimum: int, seed: int, told: Collection[str] = ()
) -> Comments:
    """Comments on one questionnaire that may be shown: on the whole, then on its items.

    Everybody of a group whose words may stand is in: also who answered too little to count.

    Parameters
    ----------
    told : groups whose words about the whole stand in an earlier questionnaire: no comment comes twice

    Returns
    -------
    Rows in the questionnaire's order, within it named blocks first; nobody's words: no row.
    """
    rows: list[CommentRow] = []
    whole: Collection[str] = ()
    for item, names in names_of(matrix, [part.decision for part in scored.sections], minimum, told):
        rows += _rows(item, names, said, matrix.questionnaire.id, seed)
        if item is None:
            whole = names
    return Comments(tuple(rows), frozenset(whole))


def names_of(
    matrix: AnswerMatrix, decisions: Sequence[SectionDisclosure], minimum: int, told: Collection[str] = ()
) -> Iterator[tuple[str | None, dict[str, str | None]]]:
    """Whose comments may stand, and beside which block's name: on the whole (None), then item by item.

    Parameters
    ----------
    decisions : of every section
    told : groups that are left out of those on the whole
    """
    whole = _whole(matrix, decisions, minimum)
    yield None, {group: name for group, name in whole.items() if group not in told}
    for answers, decision in zip(matrix.sections, decisions):
        for place, item in enumerate(answers.section.items):
            cells = [(block, block.cells[place]) for block in decision.blocks]
            parts = [(block, cell.n) for block, cell in cells if cell.used]
            yield item.id, disclosure.comments_allowed(parts, minimum)


def _whole(
    matrix: AnswerMatrix, decisions: Sequence[SectionDisclosure], minimum: int
) -> dict[str, str | None]:
    """Decide over the people who count in at least one section: blocks differ between sections."""
    counting = np.any([answers.counts for answers in matrix.sections], axis=0)
    counts = [
        GroupCounts(
            group.id,
            group.perspective,
            int(counting[matrix.rows[group.id]].sum()),
            (),
            group.single_role,
            group.consent is not None,
        )
        for group in matrix.groups
    ]
    blocks = disclosure.decide(counts, minimum).blocks
    shown = {group for decision in decisions for block in decision.blocks for group in block.groups}
    allowed = disclosure.comments_allowed([(block, block.n) for block in blocks], minimum)
    return {group: name for group, name in allowed.items() if group in shown}


def _rows(
    item: str | None, names: Mapping[str, str | None], said: Written, questionnaire: str, seed: int
) -> Iterator[CommentRow]:
    texts: dict[str | None, list[str]] = {name: [] for name in names.values()}
    for group, text in said.get(item, ()):
        if group in names:
            texts[names[group]].append(text)
    for name in sorted(texts, key=lambda name: name is None):
        if texts[name]:
            stream = random_stream(seed, "comments", questionnaire, scope=f"{item or ''}:{name or ''}")
            ordered = sorted(texts[name])  # whoever came first must not show
            yield CommentRow(item, name, tuple(ordered[at] for at in stream.permutation(len(ordered))))
