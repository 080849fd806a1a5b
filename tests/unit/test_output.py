"""Text on a terminal: control characters are shown, unknown characters replaced one for one."""

from __future__ import annotations

import io

import pytest

from salesex.cli.output import soften, spelled, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller – 70 %", "Müller – 70 %"),
        ("a\x1b[31mb\x07", "a\\x1b[31mb\\x07"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x9b31m\x7f", "\\x9b31m\\x7f"),
        ("a\u202eb\u2066c\u2028", "a\\u202eb\\u2066c\\u2028"),
        ("\ufeffx\ud800", "\\ufeffx\\ud800"),
        ("[bold]x[/]", "[bold]x[/]"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "Größe Übermaß\\n"),
        ("cp1252", "Größe Übermaß\\n"),
        ("ascii", "Groesse Uebermass\\n"),
        ("iso8859-5", "Groesse Uebermass\\n"),
        ("no such encoding", "Groesse Uebermass\\n"),
    ],
)
def test_umlauts_are_spelled_out_before_anything_is_measured(encoding: str, expected: str) -> None:
    assert spelled("Größe Übermaß\n", encoding) == expected


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "█░ – „ä“ … −3 Ω"),
        ("cp1252", "#. – „ä“ … -3 ?"),
        ("cp850", '█░ - "ä" . -3 ?'),
        ("ascii", '#. - "ae" . -3 ?'),
    ],
)
def test_what_an_encoding_lacks_is_replaced_by_the_nearest(encoding: str, expected: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    soften(stream)
    stream.write("█░ – „ä“ … −3 Ω")
    stream.flush()
    assert raw.getvalue().decode(encoding) == expected
