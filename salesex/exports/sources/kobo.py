"""KoBoToolbox and ODK Central: submissions of an XLSForm, ours above all.

KoBo heads columns by names or by labels, with `group/` in front if wanted
(https://support.kobotoolbox.org/advanced_export.html); Central by names with `group-` in front
(https://docs.getodk.org/central-submissions/). `forms/xlsform.py` gives items their ids as names, in groups
`section_01` and so on, and puts group, questionnaire, version and mode beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from salesex.exports.plain import key, plain
from salesex.exports.sources.headings import cell, columns, distinct, first_row, rows_left_out
from salesex.model.exports import Column, Export, RawTable, Reason, Role

SOURCE = "kobo"
_IDS = ("_uuid", "meta/instanceid", "meta-instanceid", "instanceid", "key", "_id")
"""Columns that tell submissions apart, the best one first."""
_SIGNS = frozenset({*_IDS[:4], "_submission_time", "submissiondate", "formhub/uuid"})
_DEVICE = frozenset(
    ("start", "end", "today", "username", "email", "phonenumber", "deviceid", "subscriberid", "simserial")
)
_CENTRAL = frozenset(
    {
        *("submissiondate", "key", "submitterid", "submittername", "attachmentspresent", "status", "edits"),
        *("attachmentsexpected", "reviewstate", "formversion", "instanceid", "instancename"),
    }
)
"""Columns of ODK Central, where there is `SubmissionDate`; elsewhere these are names of questions."""
_UNDER_META = re.compile(r"(?:.*/)?(?:meta|formhub)[/-].*|_.*", re.IGNORECASE)
_ROLES: dict[str, Role] = {
    "group": "group",
    "unit": "unit",
    "respondent": "respondent",
    "date": "date",
    "comment": "comment",
    "questionnaire": "ignored",
    "version": "ignored",
    "mode": "ignored",
    "about": "ignored",
}
"""Columns that our own form has beside the items."""
_LABELS: dict[str, Role] = {
    key("Ihr Code, falls Sie einen bekommen haben"): "respondent",
    key("Your code, if you were given one"): "respondent",
    key("Wo arbeiten Sie?"): "unit",
    key("Where do you work?"): "unit",
}
_COMMENT_LABELS = tuple(
    map(key, ("Möchten Sie noch etwas sagen?", "Is there anything else you would like to say?"))
)
_DAYS = ("date", "today", "end", "submissiondate", "_submission_time", "start")
"""Columns with a day, the best one first."""
_OUR_SECTION = re.compile(r"section_\d\d_*-", re.IGNORECASE)
_REJECTED = {"rejected", "not approved", "validation status not approved", "nicht genehmigt", "abgelehnt"}
_STATES = ("_validation_status", "reviewstate")


def recognise(table: RawTable) -> Export | None:
    """Return what a table of KoBo or ODK says, None for any other table."""
    index = first_row(table)
    if index is None:
        return None
    row = table.rows[index]
    found = [text.strip().casefold() for text in row]
    if not _SIGNS & set(found) and not {"key", "submitterid"} <= set(found):
        return None
    roles = _roles([_name(text) for text in row], found)
    states = [found.index(name) for name in _STATES if name in found]

    def reason(cells: Sequence[str]) -> Reason | None:
        return "screened" if any(key(cell(cells, at)) in _REJECTED for at in states) else None

    first = index + 1
    return Export(
        SOURCE,
        "KoBo/ODK",
        columns(table, row, {}, lambda at: _column(at, plain(row[at]), roles[at])),
        first,
        rows_left_out(table, first, reason),
    )


def _name(heading: str) -> str:
    """The name of a question without its group."""
    name = heading.strip().rpartition("/")[2]
    return _OUR_SECTION.sub("", name)


def _roles(names: Sequence[str], found: Sequence[str]) -> list[Role]:
    """The role of every column, in order."""
    roles: list[Role] = []
    metadata = _DEVICE | _CENTRAL if "submissiondate" in found else _DEVICE
    own = {_ours(name, names): role for name, role in _ROLES.items()}
    for name, heading in zip(names, found, strict=True):
        if heading in metadata or _UNDER_META.fullmatch(heading):
            roles.append("ignored")
        elif name in own:
            roles.append(own[name])
        else:
            roles.append(role_of_label(name))
    _choose(roles, found, _IDS, "respondent")
    if "date" not in roles:
        _choose(roles, found, _DAYS, "date")
    return roles


def _ours(name: str, names: Sequence[str]) -> str:
    """Our column of a name: an item that has the same name is beside it, and ours got underscores."""
    return max((one for one in names if one.rstrip("_") == name), key=len, default=name)


def role_of_label(name: str) -> Role:
    """What a column is that is headed by the question instead of its name.

    >>> role_of_label("Where do you work?")
    'unit'
    """
    label = key(name)
    return "comment" if label.startswith(_COMMENT_LABELS) else _LABELS.get(label, "answer")


def _choose(roles: list[Role], found: Sequence[str], names: Sequence[str], role: Role) -> None:
    """Give the best of some columns a role."""
    at = next((found.index(name) for name in names if name in found), None)
    if at is not None:
        roles[at] = role


def _column(at: int, heading: str, role: Role) -> Column:
    if role == "comment":
        return Column(at, ("comment",), role)
    name = plain(_name(heading))
    if role == "respondent" and role_of_label(name) == role:
        return Column(at, (heading, "respondent"), role)
    if role != "answer" or " " in name:
        return Column(at, distinct([heading, name]), role)
    return Column(at, distinct([heading, name, name.rstrip("_"), *_without_groups(name)]), role)


def _without_groups(name: str) -> Iterator[str]:
    """What a name of Central may be without the names of its groups; names begin with a letter."""
    while "-" in name:
        name = name.partition("-")[2]
        if name[:1].isalpha():
            yield name
