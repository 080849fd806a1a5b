"""Slips of the pen that leave a questionnaire readable, but say something else than was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from salesex import catalogue
from salesex.errors import Issue
from salesex.model import Dimension, Facet, Item, Questionnaire
from salesex.surveys.formats.reader import Reader
from salesex.surveys.spelling import folded
from salesex.surveys.yaml.nodes import Node, ScalarNode

PLACEHOLDER = "{organisation}"
YES_OR_NO = frozenset({"true", "false", "yes", "no", "ja", "nein", "on", "off"})
"""Texts of `no_answer` that were meant to allow or forbid it."""
_WORDS = ("todo", "to do", "tbd", "tba", "fixme", "xx", "xxx", "xxxx", "text", "lorem ipsum")
_FORMS = ("{}", "{}.", "{}:", "{}!", "{}?", "{}…", "{}...", "{} …", "{} ...", "<{}>", "[{}]", "({})", "*{}*")
FILLERS = frozenset(
    [form.format(word) for form in _FORMS for low in _WORDS for word in (low, low.upper(), low.capitalize())]
    + ["…", "...", "..", "....", "[…]", "[...]", "???", "??", "---", "--", "___", "<…>", "<...>"]
)
"""What people write where a text is still to come; a single mark may well be the label of an answer."""
_OTHER_QUOTES = frozenset("„“”»«")
_IN_BRACES = re.compile(r"\{+\s*([^{}]{4,24}?)\s*\}+")
_TWO_WORDS = 12
"""Characters that hold no text worth comparing."""
FEWEST_WORDS = 3
"""Words from which on a text is hardly the same in two languages."""


def points_as_shares(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Points run from 0 to 100; of several small ones in one mapping the first is told."""
    told: set[str] = set()
    for node in at.small_points:
        mapping, _, key = at.where(node)[2].rpartition("/")
        if mapping not in told:
            told.add(mapping)
            value = str(node.value).strip()
            yield at.issue("Q095", node, key=key, value=value, points=100 * float(value))


def texts(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """One look over all texts finds out whether any of them needs a closer one."""
    said = [node.value for node in at.said]
    wrong: set[int] = set()
    if "{" in "".join(said):
        for issue, node in _misspelt(at):
            wrong.add(id(node))
            yield issue
        yield from _only_in_one(at, wrong)
    if '"' in "".join(said):
        yield from (at.issue("Q103", node) for node in at.said if _lost_its_first_quote(node))
    if len(set(said)) < len(said):
        long = [text for text in said if len(text) > _TWO_WORDS]
        if len(set(long)) < len(long):
            yield from _copied(at)
    for node in () if FILLERS.isdisjoint(said) else at.said:
        if node.value in FILLERS:
            yield at.issue("Q100", node, text=node.value)


def _lost_its_first_quote(node: Node) -> bool:
    """Whether a text ends with the only quote in it; an inch (5") and other quotes („…") are meant."""
    text = node.value.strip()
    if not isinstance(node, ScalarNode) or node.style or not text.endswith('"') or text.count('"') > 1:
        return False
    return not text[-2:-1].isdigit() and _OTHER_QUOTES.isdisjoint(text)


def _misspelt(at: Reader) -> Iterator[tuple[Issue, Node]]:
    """What is nearly the placeholder stays in the text as it is; other braces are text."""
    for node in at.said:
        for match in _IN_BRACES.finditer(node.value) if "{" in node.value else ():
            if match[0] != PLACEHOLDER and catalogue.nearest(match[1], ("organisation",)):
                yield at.issue("Q096", node, found=match[0], placeholder=PLACEHOLDER), node
                break


def _only_in_one(at: Reader, wrong: set[int]) -> Iterator[Issue]:
    """A text names the organisation in all of its languages or in none."""
    for mapping, _ in at.texts:
        texts = [(key.value, value) for key, value in mapping.value]
        lacking = [(language, node) for language, node in texts if PLACEHOLDER not in node.value]
        if 0 < len(lacking) < len(texts) and wrong.isdisjoint(id(node) for _, node in texts):
            language, node = lacking[0]
            having = [other for other, node in texts if PLACEHOLDER in node.value]
            yield at.issue("Q097", node, language=language, having=having, placeholder=PLACEHOLDER)


def _copied(at: Reader) -> Iterator[Issue]:
    """No text of some length is word for word the same in two languages."""
    for mapping, _ in at.texts:
        first: dict[str, str] = {}
        for key, node in mapping.value:
            other = first.setdefault(node.value.strip(), key.value)
            if other != key.value and len(re.findall(r"[^\W\d_]{2,}", node.value)) >= FEWEST_WORDS:
                yield at.issue("Q099", node, language=key.value, other=other)
                break


def yes_as_no_answer(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """`no_answer` is what people read, no switch."""
    given = questionnaire.scale.no_answer
    if given is None:
        return
    for language, text in [("", given)] if isinstance(given, str) else given.items():
        if folded(text) in YES_OR_NO:
            node = at.place(questionnaire, "scale", "no_answer")
            yield at.issue("Q098", at.child(node, language) or node, text=text)
            return


def ids_alike(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Ids of items, and of dimensions and facets, differ in more than case; equal ones are told elsewhere."""
    parts: list[Dimension | Facet] = []
    for dimension in questionnaire.dimensions:
        parts += dimension, *dimension.facets
    for owners in (parts, list(questionnaire.items())):
        ids = {owner.id for owner in owners}
        if len(set(map(str.casefold, ids))) < len(ids):
            yield from _alike(owners, at)


def _alike(owners: Sequence[Dimension | Facet | Item], at: Reader) -> Iterator[Issue]:
    first: dict[str, Dimension | Facet | Item] = {}
    for owner in owners:
        other = first.setdefault(owner.id.casefold(), owner)
        if other.id != owner.id:
            place, line = at.place(owner, "id"), at.line(other, "id")
            yield at.issue("Q101", place, id=owner.id, other=other.id, first=line)
