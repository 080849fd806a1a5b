"""What each rater group is asked: the questions its perspective can observe, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from salesex.model import Engagement, Questionnaire, RaterGroup
from salesex.model.form import Choice, Form, FormSection, Question, UnitChoice
from salesex.model.questionnaire import Item, Section
from salesex.model.text import Text, in_language, with_organisation

Said = Callable[[Text | None], str]
"""A text of a definition in the form's language; nothing where there is none."""


def forms_of(engagement: Engagement, languages: Sequence[str]) -> Iterator[Form]:
    """Yield the forms of an engagement by group, questionnaire and language.

    A questionnaire is left out for a group that can observe none of its statements, and in a language
    in which one of its texts is missing.

    Parameters
    ----------
    languages : of the forms, in order
    """
    for group in engagement.groups:
        for questionnaire in engagement.questionnaires:
            if group in engagement.groups_of(questionnaire.id):
                for language in languages:
                    if (form := form_of(engagement, questionnaire, group, language)) is not None:
                        yield form


def form_of(
    engagement: Engagement, questionnaire: Questionnaire, group: RaterGroup, language: str
) -> Form | None:
    """Return the form of one group; None where it can observe nothing, or a text lacks the language."""

    def said(text: Text | None) -> str:
        return "" if text is None else with_organisation(in_language(text, language), engagement.client)

    try:
        sections = tuple(
            _section(questionnaire, section, group, said) for section in questionnaire.sections()
        )
        asked = tuple(section for section in sections if section.questions)
        scale = questionnaire.scale
        form = Form(
            client=engagement.client,
            wave=engagement.wave,
            group=group.id,
            group_title=said(group.title),
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            title=said(questionnaire.title),
            instruction=said(questionnaire.instruction),
            language=language,
            minimum=engagement.privacy.min_group_size,
            choices=tuple(
                Choice(value, said(scale.labels.get(value))) for value in range(scale.min, scale.max + 1)
            ),
            no_answer=None if scale.no_answer is None else said(scale.no_answer),
            sections=asked,
            shown_alone=group.single_role and group.consent is not None,
            units=tuple(UnitChoice(unit.id, said(unit.title)) for unit in engagement.units),
            contact=" ".join((engagement.contact or "").split()),
            until=engagement.procedure.survey.end,
        )
    except KeyError:
        return None
    return form if asked else None


def observes(item: Item, group: RaterGroup) -> bool:
    """Whether a group's perspective is expected to judge a statement."""
    return group.perspective in item.observers


def _section(questionnaire: Questionnaire, section: Section, group: RaterGroup, said: Said) -> FormSection:
    title, probes = _head(questionnaire, section, said)
    asked = tuple(Question(item.id, said(item.text)) for item in section.items if observes(item, group))
    return FormSection(section.id, title, asked, probes)


def _head(questionnaire: Questionnaire, section: Section, said: Said) -> tuple[str, tuple[str, ...]]:
    if section.stage is None or section.axis is None:
        (dimension,) = (one for one in questionnaire.dimensions if one.id == section.id)
        probes = (dimension.probe, *(facet.probe for facet in dimension.facets))
        return said(dimension.title), tuple(said(probe) for probe in probes if probe is not None)
    (stage,) = (one for one in questionnaire.stages if one.stage == section.stage)
    return f"{said(stage.title)}: {said(questionnaire.axes[section.axis].title)}", ()
