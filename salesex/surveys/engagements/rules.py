"""Rules of engagements that go beyond one field: one function per rule, yielding issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.model import Engagement, RaterGroup, Unit
from salesex.model.engagement import RESERVED_GROUPS, REST_PREFIX
from salesex.model.remainder import never_counted
from salesex.model.rules import PRIVACY_FLOOR
from salesex.surveys.engagements import procedure_rules
from salesex.surveys.engagements.logos import CONFIDENTIAL, read_logo
from salesex.surveys.formats.reader import Reader
from salesex.surveys.spelling import folded
from salesex.surveys.tables.columns import FIXED
from salesex.surveys.yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class Context:
    """What rules need beside the engagement.

    `names` are the questionnaires as the file names them, `languages` those of their texts, and `told`
    of how many texts it was said that they lack a language, all in the order of the engagement's
    questionnaires; `complete` says that nothing was left out.
    """

    folder: Path
    names: tuple[str, ...]
    languages: tuple[tuple[frozenset[str], ...], ...]
    told: tuple[Counter[str], ...]
    complete: bool


Rule = Callable[[Engagement, Reader, Context], Iterator[Issue]]


def check(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Run every rule that makes sense on what could be read."""
    for rule in ALWAYS + WHEN_COMPLETE if context.complete else ALWAYS:
        yield from rule(engagement, at, context)


def reserved_groups(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Some ids name perspectives and remainders, however they are written."""
    for group in engagement.groups:
        known_as = group.id.casefold()
        if known_as in RESERVED_GROUPS or known_as.startswith(REST_PREFIX):
            place = _key(at, engagement, "groups", group.id)
            yield at.issue("E030", place, id=group.id, reserved=[*RESERVED_GROUPS, f"{REST_PREFIX}*"])


def clear_names(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Ids and titles tell groups, and units, apart without regard to case."""
    for word, parts in _named_parts(engagement):
        owner: dict[str, str] = {}
        for part in parts:
            for name in sorted(names_of(part)):
                if owner.setdefault(name, part.id) != part.id:
                    place = _name(at, engagement, word, part, name)
                    written = place.value.strip() if isinstance(place.value, str) else name
                    yield at.issue(
                        "E036", place, name=written, things=Word(word), first=owner[name], second=part.id
                    )


def _named_parts(engagement: Engagement) -> list[tuple[str, Sequence[RaterGroup | Unit]]]:
    return [("groups", engagement.groups), ("units", engagement.units)]


def names_of(part: RaterGroup | Unit) -> set[str]:
    """Everything a table may call a group or unit, folded."""
    titles = {part.title} if isinstance(part.title, str) else set(part.title.values())
    return {folded(name) for name in {part.id, *titles} if name}


def privacy_floor(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """No engagement shows groups below the floor."""
    size = engagement.privacy.min_group_size
    if size < PRIVACY_FLOOR:
        node = at.place(engagement, "privacy", "min_group_size")
        yield at.issue("E035", node, value=size, floor=PRIVACY_FLOOR)


def single_roles(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Consent and a single invitation belong to single roles."""
    for group in engagement.groups:
        if group.consent is not None and not group.single_role and not at.incomplete:
            yield at.issue("E040", at.place(group, "consent"))
        if group.single_role and (group.invited or 1) > 1:
            yield at.issue("E041", at.place(group, "invited"), value=group.invited or 1)


def small_groups(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Groups are large enough to be shown by themselves, or at least with others."""
    minimum = engagement.privacy.min_group_size
    for group in engagement.groups:
        if group.invited is not None and group.invited < minimum and not group.single_role:
            node, lost = at.place(group, "invited"), never_counted(engagement, group)
            values = {"group": group.id, "invited": str(group.invited), "minimum": str(minimum)}
            if not lost:
                yield at.issue("E071", node, **values)
            elif not at.incomplete:  # what was meant as a single role may be misspelt
                yield at.issue("E073", node, questionnaires=lost, **values)


def consent_before(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Consent is not given after the day of the engagement; without such a day nothing is compared."""
    for group in engagement.groups:
        if group.consent is not None and engagement.date is not None and group.consent > engagement.date:
            consent, date = group.consent.isoformat(), engagement.date.isoformat()
            yield at.issue("E046", at.place(group, "consent"), consent=consent, date=date)


def days(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """The days of the procedure follow one another, and answers are kept as long as they are needed."""
    yield from procedure_rules.check(engagement, at)


def columns_with_answers(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """No column that salesex reads is passed over."""
    items = (item.id for questionnaire in engagement.questionnaires for item in questionnaire.items())
    read = {folded(name) for name in (*FIXED, *items)}
    for name in engagement.ignore_columns:
        if folded(name) in read:
            yield at.issue("E045", _element(at, engagement, name, "responses", "ignore_columns"), name=name)


def logo(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """The logo is a picture inside the engagement's folder, and not among the answers."""
    name = engagement.report.logo
    if name is None:
        return
    node = at.place(engagement, "report", "logo")
    found = read_logo(context.folder, name)
    if found == "outside":
        yield at.issue("E038", node, value=name)
    elif found == "missing":
        yield at.issue("E032", node, value=name)
    elif found == "refused":
        yield at.issue("E039", node, value=name, folders=[f"{folder}/" for folder in CONFIDENTIAL])


def doubled_questionnaires(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """A questionnaire is named once, and items are unique over all of them."""
    seen: set[str] = set()
    owner: dict[str, str] = {}
    for name, questionnaire in zip(context.names, engagement.questionnaires, strict=True):
        node = _named(at, engagement, name)
        if questionnaire.id in seen:
            yield at.issue("E033", node, id=questionnaire.id)
            continue
        seen.add(questionnaire.id)
        for item in questionnaire.items():
            if item.id in owner:
                first, second = owner[item.id], questionnaire.id
                yield at.issue("E034", node, item=item.id, first=first, second=second)
        owner |= {item.id: questionnaire.id for item in questionnaire.items()}


def own_languages(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Every text of the engagement has its language; where several texts lack it and none has it,
    the language is the slip.
    """
    language = engagement.language
    lacking = [node for node, have in at.texts if have and language not in have]
    if len(lacking) == len(at.texts) > 1:
        have = sorted(frozenset[str]().union(*(have for _, have in at.texts)))
        yield at.issue("E050", at.place(engagement, "language"), language=language, have=have)
        return
    for node in lacking:
        yield at.issue("E042", node, language=language)


def questionnaire_languages(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Every text of the questionnaires has the engagement's language; what is told there (Q031, Q102)
    is not told again.
    """
    both = zip(context.names, context.languages, context.told, strict=True)
    for name, have, told in both:
        count = sum(engagement.language not in languages for languages in have)
        if count > told[engagement.language]:
            node = _named(at, engagement, name)
            yield at.issue("E043", node, count=count, questionnaire=name, language=engagement.language)


def known_questionnaires(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Groups are asked questionnaires of the engagement."""
    known = [questionnaire.id for questionnaire in engagement.questionnaires]
    for group in engagement.groups:
        for name in group.questionnaires or ():
            if name not in known:
                node = at.element(at.place(group, "questionnaires"), name)
                yield at.issue("E037", node, wrong=name, known=known)


def asked_of_nobody(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Every questionnaire is answered by a group; a name that is none (E037) was meant for one."""
    known = {questionnaire.id for questionnaire in engagement.questionnaires}
    if not all(known.issuperset(group.questionnaires or known) for group in engagement.groups):
        return
    for name, questionnaire in zip(context.names, engagement.questionnaires, strict=True):
        if not engagement.groups_of(questionnaire.id):
            yield at.issue("E044", _named(at, engagement, name), id=questionnaire.id)


def nothing_to_judge(engagement: Engagement, at: Reader, context: Context) -> Iterator[Issue]:
    """Groups are asked what their perspective may judge; too little of it is told of the questionnaire."""
    for questionnaire in engagement.questionnaires:
        observers = {perspective for item in questionnaire.items() for perspective in item.observers}
        for group in engagement.groups_of(questionnaire.id) if observers else ():
            if group.perspective not in observers:
                names = {
                    "group": group.id,
                    "questionnaire": questionnaire.id,
                    "perspective": group.perspective,
                }
                yield at.issue("E072", _asked(at, engagement, group, questionnaire.id), **names)


def _asked(at: Reader, engagement: Engagement, group: RaterGroup, questionnaire: str) -> Node:
    if group.questionnaires is None:
        return _key(at, engagement, "groups", group.id)
    return at.element(at.place(group, "questionnaires"), questionnaire)


def _key(at: Reader, engagement: Engagement, mapping: str, key: str) -> Node:
    node = at.place(engagement, mapping)
    return at.key(node, key) or node


def _name(at: Reader, engagement: Engagement, mapping: str, part: RaterGroup | Unit, name: str) -> Node:
    """Where a group or unit has a name: its key, or its title in one language."""
    if folded(part.id) == name:
        return _key(at, engagement, mapping, part.id)
    if isinstance(part.title, str):
        return at.place(part, "title")
    return at.place(part, "title", next(word for word in part.title if folded(part.title[word]) == name))


def _named(at: Reader, engagement: Engagement, name: str) -> Node:
    return _element(at, engagement, name, "questionnaires")


def _element(at: Reader, engagement: Engagement, name: str, *keys: str) -> Node:
    return at.element(at.place(engagement, *keys), name)


ALWAYS: tuple[Rule, ...] = (
    reserved_groups,
    clear_names,
    privacy_floor,
    single_roles,
    small_groups,
    consent_before,
    days,
    columns_with_answers,
    logo,
    doubled_questionnaires,
    own_languages,
    questionnaire_languages,
)
WHEN_COMPLETE: tuple[Rule, ...] = (known_questionnaires, asked_of_nobody, nothing_to_judge)
