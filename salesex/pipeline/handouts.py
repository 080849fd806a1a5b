"""What people who are asked get on paper: forms to fill in by hand, and the information sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from salesex import catalogue
from salesex.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from salesex.errors import Issue
    from salesex.model import Engagement, RaterGroup
    from salesex.model.form import Form
    from salesex.model.text import Text

MISSING_LANGUAGE = "E047"


@dataclass(frozen=True, slots=True)
class Handout:
    """A file to hand out, and the name it should have in `forms/`.

    `missing` are keys of the engagement that are not filled in, so that something is not on it; `pages`
    is how many it has on paper.
    """

    name: str
    data: bytes
    missing: tuple[str, ...]
    pages: int = 1


def paper_form(form: Form, *, code: str = "", colour: str | None = None) -> bytes:
    """Return a form to be filled in by hand, as a tagged PDF.

    Parameters
    ----------
    code : of the person who gets it, printed on every page; "" leaves room to write one
    colour : the client's, as `#rrggbb`

    Raises
    ------
    CannotRunError : Pango is not installed
    """
    from salesex.reports import paper, render

    return render.sheet_pdf(paper.page(form, code=code, colour=colour))[0]


def information(engagement: Engagement, language: str, *, format: Literal["pdf", "html"] = "pdf") -> Handout:
    """Return the information sheet for everybody who is asked.

    What the engagement does not say is not on the sheet; `missing` names the keys.

    Raises
    ------
    DataError : a text of the engagement that the sheet shows lacks the language
    CannotRunError : Pango, for the PDF, is not installed
    """
    from salesex.reports import information as sheet
    from salesex.reports import render

    issues = list(_lacking(engagement, language))
    if issues:
        raise DataError(issues, language)
    lacks = tuple(sheet.missing(engagement))
    minutes, name = _minutes(engagement), f"information-{language}.{format}"
    if format == "html":
        return Handout(name, sheet.page(engagement, language, minutes=minutes).encode(), lacks)
    data, pages = render.sheet_pdf(sheet.page(engagement, language, minutes=minutes))
    if pages > 1:  # smaller print, before anything falls onto a second page
        data, pages = render.sheet_pdf(sheet.page(engagement, language, minutes=minutes, dense=True))
    return Handout(name, data, lacks, pages)


def _minutes(engagement: Engagement) -> int:
    """About how long the group with the most statements needs: the sum of what its forms say."""
    from salesex.forms.asked import observes
    from salesex.pipeline.library import minutes_for

    def needed(group: RaterGroup) -> int:
        asked = [
            sum(observes(item, group) for item in questionnaire.items())
            for questionnaire in engagement.questionnaires
            if group in engagement.groups_of(questionnaire.id)
        ]
        return sum(minutes_for(items) for items in asked if items)

    return max(map(needed, engagement.groups))


def _lacking(engagement: Engagement, language: str) -> Iterator[Issue]:
    """Yield an error for every text of the sheet that lacks the language."""
    shown = {f"/groups/{group.id}/title": group.title for group in engagement.groups if group.single_role}
    if engagement.purpose is not None:
        shown["/purpose"] = engagement.purpose
    yield from lacking(shown, language)


def lacking(shown: Mapping[str, Text], language: str) -> Iterator[Issue]:
    """Yield an error for every text of an engagement, by its place, that lacks a language."""
    from salesex.surveys.folder import FILE

    for place, text in shown.items():
        if not isinstance(text, str) and language not in text:
            yield catalogue.issue(
                MISSING_LANGUAGE,
                file=FILE,
                path=place,
                place=place,
                language=language,
                text=next(iter(text.values()), ""),
            )
