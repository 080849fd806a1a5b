"""One person's answers as a file of `responses/`: its text, and a name that every system takes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from salesex.model import LANGUAGES, MISSING, NO_ANSWER
from salesex.model.file_names import is_device
from salesex.surveys.answers.response_rows import FORMAT
from salesex.surveys.spelling import NO_ANSWER_SIGN

LONGEST_STEM = 60
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_-]+")
_ENDINGS = {"yaml", "yml", "csv", "tsv", "txt", "xlsx", "jsonl"}


@dataclass(slots=True)
class Draft:
    """What a response file is to hold: answers by item on the raw scale, comments by item, None the whole."""

    respondent: str
    group: str
    unit: str | None = None
    mode: str | None = None
    date: str | None = None
    answers: dict[str, int] = field(default_factory=dict)
    comments: dict[str | None, str] = field(default_factory=dict)


def response_yaml(draft: Draft, items: Collection[str]) -> bytes:
    """Return the text of a response file; the same answers give the same bytes.

    Parameters
    ----------
    items : in the order they are written in
    """
    lines = [f"format: {FORMAT}", f"respondent: {quoted(draft.respondent)}", f"group: {quoted(draft.group)}"]
    if draft.unit:
        lines.append(f"unit: {quoted(draft.unit)}")
    lines += [f"{key}: {value}" for key, value in (("mode", draft.mode), ("date", draft.date)) if value]
    answers = {item: draft.answers[item] for item in items if draft.answers.get(item, MISSING) != MISSING}
    said = {item: text for item, text in draft.comments.items() if item is not None}
    lines += _mapping("answers", {item: _answer(value) for item, value in answers.items()})
    if None in draft.comments:
        lines.append(f"comment: {quoted(draft.comments[None])}")
    if said:
        lines += _mapping("comments", {item: quoted(said[item]) for item in items if item in said})
    return "".join(f"{line}\n" for line in lines).encode()


def _mapping(key: str, values: Mapping[str, str]) -> Iterator[str]:
    yield f"{key}:" if values else f"{key}: {{}}"
    yield from (f"  {name}: {value}" for name, value in values.items())


def _answer(value: int) -> str:
    return quoted(NO_ANSWER_SIGN) if value == NO_ANSWER else str(value)


def quoted(text: str) -> str:
    r"""Return a text as YAML and nothing else reads it: in double quotes, what cannot be printed escaped.

    >>> quoted('a "b"\n#: é')
    '"a \\"b\\"\\n#: é"'
    """
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char == "\n":
        return "\\n"
    if char.isprintable():
        return char
    code = ord(char)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"


def file_name(respondent: str, questionnaire: str, taken: Collection[str]) -> str:
    """Return the name of a new response file.

    A code that no file name should hold (a path, a space, a device of Windows, too long) is cut down to
    harmless signs, and so is one whose name another person has; a checksum keeps them apart.

    Parameters
    ----------
    taken : names that are in use, in small letters, since many systems do not tell them apart
    """
    name = f"{file_stem(respondent)}-{questionnaire}.yaml"
    if name.casefold() in taken:
        check = hashlib.sha256(f"{respondent}\0{questionnaire}".encode()).hexdigest()[:12]
        name = f"{file_stem(respondent)}-{questionnaire}-{check}.yaml"
    return name


def file_stem(code: str) -> str:
    """Return a code as the beginning of a file name: as it is, or made harmless and told apart."""
    if _PLAIN.fullmatch(code) and len(code) <= LONGEST_STEM and not is_device(code):
        return code
    plain = _NOT_PLAIN.sub("-", code).strip("-_")[:LONGEST_STEM]
    check = hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}-{check}" if plain else f"code-{check}"


def neutral_name(name: str, known: Iterable[str]) -> str:
    """Return the name of a file that came, or only its ending where it says more than what is known.

    People call their files by their own names, and these belong beside no code.

    Parameters
    ----------
    known : codes, ids of groups and of questionnaires

    >>> neutral_name("K1-sales-ex.yaml", ["K1", "sales-ex"]), neutral_name("K1 Anna Muster.xlsx", ["K1"])
    ('K1-sales-ex.yaml', '.xlsx')
    """
    stem, dot, ending = name.rpartition(".")
    words = {word for one in known for word in _words(one)} | {*LANGUAGES}
    if set(_words(stem if dot else ending)) <= words:
        return name if not dot or ending.casefold() in _ENDINGS else ""
    return f".{ending}" if dot and ending.casefold() in _ENDINGS else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("_", "-"))
