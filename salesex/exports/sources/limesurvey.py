"""LimeSurvey: results as CSV or Excel, with codes or full texts, and the VV file.

Its manual lists the settings of the export (https://manual.limesurvey.org/Exporting_results); which
columns they give, and that a VV file has a row of texts above the row of codes, shows in the public code
of LimeSurvey: application/helpers/admin/export/Writer.php and application/controllers/admin/Export.php.
A response without `submitdate` was not finished. Without time stamps all are from 1980-01-01.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from salesex import catalogue
from salesex.errors import Issue
from salesex.exports.plain import key, plain
from salesex.exports.sources.headings import (
    Own,
    cell,
    columns,
    distinct,
    first_row,
    in_brackets,
    known,
    names,
    one_date,
    own_columns,
    place,
    rows_left_out,
)
from salesex.model.exports import Column, Export, RawTable, Reason

SOURCE = "limesurvey"
NOT_SHOWN = "{question_not_shown}"
"""Stands in a VV file where nothing is stored."""
WRITTEN = (
    (NOT_SHOWN, ""),
    ("{newline}", "\n"),
    ("{cr}", ""),
    ("{tab}", "\t"),
    ("{quote}", '"'),
    ("{lbrace}", "{"),
)
"""What a VV file has for other signs; the brace comes last, because it is written for those of texts."""
NOT_SHOWN_TEXTS = frozenset({"n/a"})
"""What full answers have where a question was not shown: nobody has said that they cannot judge it."""
_OWN = known(
    Own("id", "respondent", ("id", "Response ID", "Antwort ID", "Antwort-ID")),
    Own("submitdate", "date", ("submitdate", "Date submitted", "Datum Abgeschickt", "Datum abgesendet")),
    Own("lastpage", "status", ("lastpage", "Last page", "Letzte Seite")),
    Own("startlanguage", "language", ("startlanguage", "Start language", "Start-Sprache", "Startsprache")),
    Own("seed", "ignored", ("seed", "Zufallsstartwert", "Zufallsgeneratorstartwert")),
    Own("token", "respondent", ("token", "Access code", "Zugangsschlüssel", "Zugangscode")),
    Own("startdate", "ignored", ("startdate", "Date started", "Datum gestartet")),
    Own("datestamp", "ignored", ("datestamp", "Date last action", "Datum letzte Aktivität")),
    Own("ipaddr", "ignored", ("ipaddr", "IP address", "IP-Adresse")),
    Own("refurl", "ignored", ("refurl", "Referrer URL", "Weiterleitungs-URL")),
    Own("firstname", "ignored", ("firstname", "First name", "Vorname")),
    Own("lastname", "ignored", ("lastname", "Last name", "Nachname")),
    Own("email", "ignored", ("email", "Email address", "E-Mail-Adresse", "E-Mail")),
    Own("interviewtime", "ignored", ("interviewtime", "Total time", "Gesamtzeit")),
)
_SIGNS = frozenset({"submitdate", "lastpage", "startlanguage", "seed"})
"""Columns that no other tool has."""
_TIME = re.compile(r"groupTime\d+|(?:Group time|Question time|Gruppenzeit|Fragenzeit): .*")
"""Times on pages and questions, where they were kept; those on a question `G01Q01` are `G01Q01Time`, too."""
_TIMED = Own("time", "ignored", ())
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\[\w+\])?(?:\[\w+\])?")
_CODE_AND_TEXT = re.compile(rf"({_CODE.pattern})([^\w\[\]]+)(\w.*)", re.DOTALL)
"""As in `G01Q01[SQ001]. Wie oft? [Angebote]`; what stands between is a setting."""
_OLD_CODE = re.compile(r"\d+X\d+X\d+(\w*)")
_SEPARATORS = ("\n", " - ")
_COMMENT = re.compile(r"(\w*?)(?:comment|kommentar)", re.IGNORECASE)
"""`SQ001comment`, `comment`, `Kommentar`: what was written beside an answer."""
_UNDATED = re.compile(r"1980-0?1-0?1|0?1\.0?1\.1980|0?1/0?1/1980")
"""The day where a survey keeps none, as LimeSurvey and as Excel write it."""


def recognise(table: RawTable) -> Export | None:
    """Return what a table of LimeSurvey says, None for any other table."""
    index = first_row(table)
    if index is None:
        return None
    row = table.rows[index]
    below = table.rows[index + 1] if index + 1 < len(table.rows) else ()
    if _is_sure(codes := own_columns(below, _OWN)):
        texts = [_of_vv(code, cell(row, at)) for at, code in enumerate(below)]
        return replace(_export(table, index + 2, codes, texts), written=WRITTEN)
    if _is_sure(found := own_columns(row, _OWN)) or _has_codes(row, found):
        return _export(table, index + 1, found, [_of_heading(text) for text in row])
    separator = _separator(row)
    parted = [_parted(plain(text), separator) for text in row]
    if separator and _is_sure(found := own_columns([code for code, _ in parted], _OWN)):
        return _export(table, index + 1, found, [_of_both(code, text) for code, text in parted])
    return None


def _separator(row: Sequence[str]) -> str:
    """What stands between code and text of every heading, by a column of LimeSurvey: `id. Antwort ID`."""
    for text in row:
        both = _CODE_AND_TEXT.fullmatch(plain(text))
        if both is not None and key(both[1]) in _OWN and key(both[3]) in _OWN:
            return both[2]
    return ""


def _is_sure(found: Mapping[int, Own]) -> bool:
    there = names(found)
    return len(there & _SIGNS) > 1 or ("id" in there and bool(there & _SIGNS))


def _has_codes(row: Sequence[str], found: Mapping[int, Own]) -> bool:
    """Whether only columns of codes were exported: `id`, `G01Q01[SQ001]`, ..."""
    matrix = [text for text in row if _CODE.fullmatch(text.strip()) and "[" in text]
    return "id" in names(found) and len(matrix) > 1


@dataclass(frozen=True, slots=True)
class _Heading:
    """What identifies a question, the code first, and the statement of a matrix by itself."""

    names: tuple[str, ...]
    part: str
    sub: str
    """Code or text that tells a question apart from others of its matrix, or empty."""

    def column(self, at: int) -> Column:
        """Describe the column."""
        comment = _COMMENT.fullmatch(self.sub)
        if comment is None:
            return Column(at, self.names, "answer", self.part)
        return Column(at, distinct([*self.names, f"{comment[1]} comment" if comment[1] else ""]), "comment")


def _of_heading(heading: str) -> _Heading:
    """A heading that is a code or a text."""
    text = plain(heading)
    if _CODE.fullmatch(text) or _OLD_CODE.fullmatch(text):
        return _of_both(text, "")
    return _of_both("", text)


def _of_both(code: str, text: str) -> _Heading:
    """A heading with a code, a text, or both.

    Spaces in a text may have become underscores; a code of ExpressionScript has them, too: `G01Q01_SQ001`.
    """
    if "_" in text and " " not in text:
        spaced = text.replace("_", " ")
        sub = _sub(code or text)
        return _Heading(distinct([code, sub, spaced, text]), in_brackets(spaced)[1], sub)
    part = in_brackets(text)[1]
    return _Heading(distinct([code, _sub(code), text]), part, _sub(code) or part)


def _of_vv(code: str, text: str) -> _Heading:
    """A code and the text above it, with the statement behind whichever sign was chosen."""
    sub, shown = _sub(code.strip()), plain(text)
    part = ""
    if sub:
        separator = next((one for one in _SEPARATORS if one in text), None)
        part = plain(text.rpartition(separator)[2]) if separator else in_brackets(shown, ")")[1]
    return _Heading(distinct([plain(code), sub, shown]), part, sub or part)


def _parted(heading: str, separator: str) -> tuple[str, str]:
    """Code and text of a heading; a column that somebody added has only a text."""
    code, _, text = heading.partition(separator or ".")
    return (code, text) if text and _CODE.fullmatch(code) else ("", heading)


def _sub(code: str) -> str:
    """The code of a statement by itself: `G01Q01[SQ001]`, `G01Q01_SQ001`, `123X4X5SQ001`."""
    if old := _OLD_CODE.fullmatch(code):
        return old[1]
    before, inside = in_brackets(code)
    if inside:
        return in_brackets(before)[1] or inside
    return code.rpartition("_")[2] if "_" in code else ""


def _export(table: RawTable, first: int, found: dict[int, Own], headings: Sequence[_Heading]) -> Export:
    codes = {name.partition("[")[0] for one in headings for name in one.names[:1]}
    found |= {at: _TIMED for at, one in enumerate(headings) if at not in found and _is_time(one, codes)}
    submitted = place(found, "submitdate")
    if submitted is not None and _is_undated(table, submitted, first):
        found[submitted] = Own("submitdate", "status", ())
        one_date(found, "datestamp", "startdate")
    else:
        one_date(found, "submitdate", "datestamp", "startdate")

    def reason(cells: Sequence[str]) -> Reason | None:
        if submitted is None:
            return None
        return "partial" if cell(cells, submitted).strip() in {"", NOT_SHOWN, "N/A"} else None

    return Export(
        SOURCE,
        "LimeSurvey",
        columns(
            table,
            [one.names[0] if one.names else "" for one in headings],
            found,
            lambda at: headings[at].column(at),
        ),
        first,
        rows_left_out(table, first, reason),
        seed=place(found, "seed"),
        not_shown=NOT_SHOWN_TEXTS,
        issues=() if submitted is not None else (_incomplete(table, first),),
    )


def _incomplete(table: RawTable, first: int) -> Issue:
    """Say that nothing tells partial responses: the last page is no proof that somebody has submitted."""
    return catalogue.issue("R128", file=table.file, line=table.lines[first - 1])


def _is_time(heading: _Heading, codes: Collection[str]) -> bool:
    first = heading.names[0] if heading.names else ""
    code = first.removesuffix("Time")
    return any(map(_TIME.fullmatch, heading.names)) or (code in codes and code != first)


def _is_undated(table: RawTable, at: int, first: int) -> bool:
    """Whether a survey kept no times: then the day that stands there is none."""
    return any(_UNDATED.match(cell(row, at).strip()) for row in table.rows[first:])
