"""What a consultant should know about the forms that were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.model import Engagement, Text
    from salesex.model.codes import Code
    from salesex.model.form import Form
    from salesex.pipeline.handouts import Handout
    from salesex.pipeline.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about the forms: what (`apart`, `left_out`, ...), and what it is about.

    `apart`: people who answer several questionnaires get a code for each. `over`: a `group` has more
    codes (`count`) than are `invited`. `left_out`: a `questionnaire` has no form for a `group` in a
    `language`. `no_sheet`: there is no information sheet in a `language`, which `places` lack.
    `missing`: the sheet lacks what a `key` of the engagement would say. `pages`: the sheet has more
    than one. `long`: a `questionnaire` takes very long.
    """

    about: str
    values: Mapping[str, Text]


def left_out(engagement: Engagement, asked: Sequence[Form], wanted: Wanted) -> Iterator[Notice]:
    """Yield which forms are not there in the language asked for, or else that of the engagement."""
    from salesex.forms.asked import observes

    language = wanted.languages[0]
    made = {(form.group, form.questionnaire) for form in asked if form.language == language}
    for part in engagement.questionnaires:
        for group in engagement.groups_of(part.id):
            wants = wanted.has(group.id, part.id) and (group.id, part.id) not in made
            if wants and any(observes(item, group) for item in part.items()):
                values = {"questionnaire": part.id, "group": group.title, "language": language}
                yield Notice("left_out", values)


def about_codes(
    engagement: Engagement, asked: Sequence[Form], wanted: Wanted, codes: Sequence[Code] | None
) -> Iterator[Notice]:
    """Yield where codes do not count people as they are."""
    if codes is None:
        pairs = {(form.group, form.questionnaire) for form in asked}
        if wanted.kind("html") and len(pairs) > len({group for group, _ in pairs}):
            yield Notice("apart", {})
        return
    for group in engagement.groups:
        count = sum(one.group == group.id for one in codes)
        if wanted.has_group(group.id) and group.invited is not None and count > group.invited:
            values = {"group": group.title, "count": str(count), "invited": str(group.invited)}
            yield Notice("over", values)


def about_sheets(sheets: Sequence[Handout]) -> Iterator[Notice]:
    """Yield what the information sheets lack, once, and whether one is too long."""
    keys = dict.fromkeys(key for sheet in sheets for key in sheet.missing)
    yield from (Notice("missing", {"key": key}) for key in keys)
    for sheet in sheets:
        if sheet.pages > 1:
            yield Notice("pages", {"name": sheet.name, "count": str(sheet.pages)})
