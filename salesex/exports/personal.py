"""Headings of what a tool notes about a person or for itself. None of it is ever taken over."""

from __future__ import annotations

from collections.abc import Iterable

from salesex.exports.plain import key

PERSONAL = frozenset(
    map(
        key,
        (
            "name",
            "vorname",
            "nachname",
            "familienname",
            "first name",
            "firstname",
            "last name",
            "lastname",
            "surname",
            "full name",
            "benutzername",
            "username",
            "user name",
            "e-mail",
            "email",
            "e-mail-adresse",
            "email-adresse",
            "e-mail address",
            "email address",
            "recipientfirstname",
            "recipientlastname",
            "recipientemail",
            "recipient first name",
            "recipient last name",
            "recipient email",
            "telefon",
            "telefonnummer",
            "phone",
            "phone number",
            "ip",
            "ip-adresse",
            "ip address",
            "ipaddr",
            "ipaddress",
            "locationlatitude",
            "locationlongitude",
        ),
    )
)
"""Names, addresses, numbers and places of people."""
OF_STAFF = frozenset(
    map(
        key,
        (
            "personalnummer",
            "personalnr",
            "personal-nr",
            "pers-nr",
            "persnr",
            "mitarbeiternummer",
            "mitarbeiternr",
            "mitarbeiter-nr",
            "mitarbeiter-id",
            "personnel number",
            "employee number",
            "employee id",
            "staff number",
            "staff id",
            "geburtsdatum",
            "geb-datum",
            "geburtstag",
            "date of birth",
            "birthday",
            "vorgesetzter",
            "vorgesetzte",
            "vorgesetzte person",
            "führungskraft",
            "supervisor",
            "line manager",
        ),
    )
)
"""What tells in a list of staff who somebody is. A map says what becomes of it."""
OF_THE_TOOL = frozenset(
    map(
        key,
        (
            "startzeit",
            "start time",
            "start",
            "startdatum",
            "start date",
            "startdate",
            "dauer",
            "duration",
            "geräte-id",
            "device id",
            "sprache",
            "language",
            "uhrzeit der letzten änderung",
            "last modified time",
        ),
    )
)
"""What a tool notes for itself, whatever the tool."""


def is_personal(names: Iterable[str]) -> bool:
    """Whether a column is about who somebody is."""
    return not PERSONAL.isdisjoint(map(key, names))


def is_of_staff(names: Iterable[str]) -> bool:
    """Whether a column has what a list of staff knows about somebody."""
    return not OF_STAFF.isdisjoint(map(key, names))
