"""Hostile tables, really built: each is read right or gets a clear issue, in bounded memory."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from salesex.surveys.discovery import check

ROOT = Path(__file__).parents[2]
MAX_MEMORY = 700_000_000
"""Bytes of address space: Python itself takes some 100 MB of it."""
HEAD = "respondent;group;L1;L2;L3\n"
ROW = "P3;team;4;3;2\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("books", ROOT / "tests" / "tools" / "small_workbooks.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BOOKS = _tool()


def sheet(rows: str, before: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def header(*more: str) -> str:
    names = ["respondent", "group", "L1", "L2", "L3", *more]
    return f'<row r="1">{"".join(map(inline, names))}</row>'


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def answers(*cells: str, number: int = 2) -> str:
    return f'<row r="{number}">{inline("P3")}{inline("team")}{"".join(cells)}</row>'


def number(value: str, kind: str = "n") -> str:
    return f'<c t="{kind}"><v>{value}</v></c>'


GOOD = answers(number("4"), number("3"), number("2"))


def book(rows: str, before: str = "", **parts: str) -> bytes:
    """A workbook of one sheet; `parts` are put into it by the end of their name."""
    made: bytes = BOOKS.workbook({"Antworten": sheet(rows, before)})
    return changed(made, parts) if parts else made


def changed(data: bytes, parts: dict[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        content = {name: old.read(name) for name in old.namelist()}
    content |= {name: text.encode("utf-8") for name, text in parts.items()}
    packed: bytes = BOOKS.archive({name: text for name, text in content.items() if text})
    return packed


def shared(strings: str, rows: str) -> bytes:
    """A workbook with a part of shared texts."""
    made = book(rows)
    link = f'<Relationship Id="s" Type="{BOOKS.OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    return changed(
        made,
        {
            "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", f"{link}</Relationships>"),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        },
    )


def huge_part(name: str, piece: bytes, times: int) -> bytes:
    """A workbook with one part of very many bytes."""
    stream = io.BytesIO(book(header() + GOOD))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(times):
            part.write(piece)
    return stream.getvalue()


def nested() -> bytes:
    inner = huge_part("xl/media/a.bin", bytes(1_000_000), 100)
    stream = io.BytesIO(book(header() + GOOD))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for index in range(5):
            archive.writestr(f"xl/media/{index}.zip", inner)
    return stream.getvalue()


def many_parts() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for index in range(11_000):
            archive.writestr(f"xl/{index}", b"")
    return stream.getvalue()


def flagged() -> bytes:
    """The flag that says that a part is encrypted, in every entry of the directory."""
    data = bytearray(book(header() + GOOD))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def wrong_crc() -> bytes:
    data = bytearray(book(header() + GOOD))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 16] ^= 0xFF
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def laughs() -> str:
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{steps}]>'


def wide(last: str, rows: int) -> bytes:
    """A header far right, and many ordinary rows."""
    far = f'<c r="{last}1" t="inlineStr"><is><t>x</t></is></c></row>'
    many = "".join(
        f'<row r="{n}">{inline(f"Q{n}")}{inline("team")}{number("4")}</row>' for n in range(2, rows + 2)
    )
    return book(header().replace("</row>", far) + many)


def all_columns() -> bytes:
    return book(header(*(f"x{n}" for n in range(6, 16_385))) + GOOD)


def million_styled_rows() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 1_000_003))
    return book(header() + GOOD + rows)


ODS = BOOKS.archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LONG = "x" * 10_000_000

Case = tuple[str, Callable[[], bytes], list[str]]
SMALL: dict[str, Case] = {
    "formula with stored value": (
        "b.xlsx",
        lambda: book(header() + answers("<c><f>1+3</f><v>4</v></c>", number("3"), number("2"))),
        [],
    ),
    "formula with stored empty text": (
        "b.xlsx",
        lambda: book(header() + answers('<c t="str"><f>""</f><v></v></c>', number("3"), number("2"))),
        [],
    ),
    "formula without stored value": (
        "b.xlsx",
        lambda: book(header() + answers("<c><f>1+3</f></c>", number("3"), number("2"))),
        ["R041 2:3"],
    ),
    "external links": (
        "b.xlsx",
        lambda: changed(
            book(header() + answers("<c><f>[1]Blatt!A1</f><v>4</v></c>", number("3"))),
            {"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'},
        ),
        [],
    ),
    "zip in zip": ("b.xlsx", nested, []),
    "truncated": ("b.xlsx", lambda: book(header() + GOOD)[:-30], ["R034"]),
    "wrong checksum": ("b.xlsx", wrong_crc, ["R034"]),
    "missing sheet": (
        "b.xlsx",
        lambda: changed(book(header()), {"xl/worksheets/sheet1.xml": ""}),
        ["R034"],
    ),
    "missing workbook": ("b.xlsx", lambda: changed(book(header()), {"xl/workbook.xml": ""}), ["R034"]),
    "not XML": ("b.xlsx", lambda: changed(book(header()), {"xl/worksheets/sheet1.xml": "x"}), ["R034"]),
    "many parts": ("b.xlsx", many_parts, ["R034"]),
    "encrypted container": ("b.xlsx", lambda: OLE, ["R035"]),
    "encrypted parts": ("b.xlsx", flagged, ["R035"]),
    "merged header": (
        "b.xlsx",
        lambda: changed(
            book(""),
            {
                "xl/worksheets/sheet1.xml": sheet(header() + GOOD).replace(
                    "</worksheet>", '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
                )
            },
        ),
        [],
    ),
    "merged title above the header": (
        "b.xlsx",
        lambda: book('<row r="1"><c r="A1" t="inlineStr"><is><t>Umfrage</t></is></c></row>'),
        ["R042 1", "R042 1"],
    ),
    "hidden sheets": (
        "b.xlsx",
        lambda: BOOKS.workbook(
            {"a": sheet("<row/>"), "b": sheet("<row/>"), "c": sheet(header() + GOOD)},
            {"a": "hidden", "b": "veryHidden"},
        ),
        [],
    ),
    "chart sheet first": (
        "b.xlsx",
        lambda: changed(
            BOOKS.workbook({"Diagramm": "x", "Antworten": sheet(header() + GOOD)}),
            {
                "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{BOOKS.PACKAGE}/relationships">'
                f'<Relationship Id="rId1" Type="{BOOKS.OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/>'
                f'<Relationship Id="rId2" Type="{BOOKS.OFFICE}/worksheet" '
                'Target="/xl/worksheets/sheet2.xml"/>'
                "</Relationships>"
            },
        ),
        [],
    ),
    "workbook named csv": ("b.csv", lambda: book(header() + GOOD), ["R037"]),
    "csv named workbook": ("b.xlsx", lambda: (HEAD + ROW).encode(), ["R038"]),
    "old workbook": ("b.xls", lambda: OLE, ["R055"]),
    "old workbook named csv": ("b.csv", lambda: OLE, ["R035"]),
    "OpenDocument": ("b.ods", lambda: ODS, ["R055"]),
    "OpenDocument named xlsx": ("b.xlsx", lambda: ODS, ["R038"]),
    "OpenDocument named csv": ("b.csv", lambda: ODS, ["R032"]),
    "all columns of a spreadsheet": (
        "b.xlsx",
        all_columns,
        [f"R045 1:{n}" for n in range(6, 1_006)] + ["R000 1:1006"],
    ),
    "a column too many": ("b.xlsx", lambda: book('<row><c r="XFE1"><v>1</v></c></row>'), ["R034 1"]),
    "a header in the last column": ("b.xlsx", lambda: wide("XFD", 100), ["R045 1:16384"]),
    "100,000 columns of text": (
        "b.csv",
        lambda: (";".join(["respondent", "group", "L1", *map(str, range(99_997))]) + "\n").encode(),
        [f"R045 1:{n}" for n in range(4, 1_004)] + ["R000 1:1004"],
    ),
    "100,000 columns without a header": (
        "b.csv",
        lambda: (HEAD.strip() + ";" * 99_995 + "\n" + ROW.strip() + ";" * 99_995 + "\n").encode(),
        [],
    ),
    "longest cell of a spreadsheet": (
        "b.xlsx",
        lambda: book(
            header("comment") + answers(number("4"), number("3"), number("2"), inline("x" * 32_767))
        ),
        [],
    ),
    "a cell longer than any": (
        "b.xlsx",
        lambda: book(header("comment") + answers(number("4"), number("3"), number("2"), inline(LONG))),
        ["R034 2:6"],
    ),
    "a text of 10 MB": (
        "b.csv",
        lambda: f"{HEAD.strip()};comment\nP3;team;4;3;2;{LONG}\n".encode(),
        ["R033 2:6"],
    ),
    "a quoted text of 10 MB": (
        "b.csv",
        lambda: f'{HEAD.strip()};comment\nP3;team;4;3;2;"{LONG}"\n'.encode(),
        ["R033 2:6"],
    ),
    "billion laughs": (
        "b.xlsx",
        lambda: book(header() + answers("<c><v>&l9;</v></c>"), laughs()),
        ["R034"],
    ),
    "an entity from outside": (
        "b.xlsx",
        lambda: book(
            header() + answers("<c><v>&x;</v></c>"), '<!DOCTYPE x [<!ENTITY x SYSTEM "/etc/hosts">]>'
        ),
        ["R034"],
    ),
    "shared text out of range": (
        "b.xlsx",
        lambda: shared("<si><t>4</t></si>", header() + answers(number("7", "s"))),
        ["R034 2:3"],
    ),
    "shared text below zero": (
        "b.xlsx",
        lambda: shared("<si><t>4</t></si>", header() + answers(number("-1", "s"))),
        ["R034 2:3"],
    ),
    "shared text in pieces": (
        "b.xlsx",
        lambda: shared(
            "<si><r><t>im</t></r><r><t>mer</t></r><rPh><t>x</t></rPh></si>",
            header() + answers(number("0", "s"), number("3")),
        ),
        [],
    ),
    "days, truths and errors": (
        "b.xlsx",
        lambda: book(
            header() + answers(number("2026-11-02T00:00:00", "d"), number("1", "b"), number("#N/A", "e"))
        ),
        ["R058 2:3", "R058 2:4", "R058 2:5"],
    ),
    "a cell without a place beside an empty one": (
        "b.xlsx",
        lambda: book(header() + '<row r="2">' + inline("P3") + '<c r="B2"/>' + number("9") + "</row>"),
        ["R049 2:2", "R057 2:3"],
    ),
    "rows out of order": (
        "b.xlsx",
        lambda: book(header() + answers(number("4"), number=3) + answers(number("3"), number=2)),
        ["R034 2"],
    ),
    "a row twice": ("b.xlsx", lambda: book(header() + GOOD + GOOD), ["R034 2"]),
    "a cell twice": (
        "b.xlsx",
        lambda: book(header() + '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'),
        ["R034 2:1"],
    ),
    "NUL": ("b.csv", lambda: (HEAD + "P3;te\0am;4;3;2\n").encode(), ["R032 2"]),
    "UTF-16": ("b.csv", lambda: (HEAD + ROW).encode("utf-16"), []),
    "UTF-16 without BOM": ("b.csv", lambda: (HEAD + ROW).encode("utf-16-le"), ["R032 1"]),
    "Windows-1252": ("b.csv", lambda: f"{HEAD.strip()};comment\n{ROW.strip()};Größe\n".encode("cp1252"), []),
    "mixed line ends": (
        "b.csv",
        lambda: b"respondent;group;L1\r\nP3;team;4\nP4;team;3\rP5;team;2\r\n\n",
        [],
    ),
    "BOM in the middle": (
        "b.csv",
        lambda: (HEAD + "\ufeff" + ROW + '\ufeff"P4";team;1\n').encode(),
        ["R047 3:4"],
    ),
    "a quote that never closes": (
        "b.csv",
        lambda: (HEAD + 'P3;"team;4;3;2\n' + ROW * 1_000_000).encode(),
        ["R033 2:2"],
    ),
    "signs after a quote": ("b.csv", lambda: (HEAD + 'P3;team;"4"x;3;2\n').encode(), ["R033 2:3"]),
    "sep= line": ("b.csv", lambda: ("sep=|\n" + (HEAD + ROW).replace(";", "|")).encode(), []),
    "sep= of something else": ("b.csv", lambda: ("sep=x\n" + HEAD + ROW).encode(), ["R033 1:1"]),
}
LARGE: dict[str, Case] = {
    "a million styled empty rows": ("b.xlsx", million_styled_rows, []),
    "a million empty lines": ("b.csv", lambda: (HEAD + ROW + "\n" * 1_000_000).encode(), []),
    "a million lines of separators": ("b.csv", lambda: (HEAD + ROW + ";;;;\n" * 1_000_000).encode(), []),
    "a part that unpacks to 300 MB": (
        "b.xlsx",
        lambda: huge_part("xl/sharedStrings2.xml", bytes(1_000_000), 300),
        ["R036"],
    ),
    "cells without end in a row": (
        "b.xlsx",
        lambda: book('<row r="1">' + "<c/>" * 3_000_000 + "</row>"),
        ["R034 1"],
    ),
    "a tag of 60 MB": ("b.xlsx", lambda: book("<row " + "x" * 60_000_000 + "/>"), ["R034"]),
    "9 million shared texts": (
        "b.xlsx",
        lambda: shared("<si/>" * 9_000_000, header() + GOOD),
        ["R034"],
    ),
    "a header in the last column, 20,000 rows": ("b.xlsx", lambda: wide("XFD", 20_000), ["R045 1:16384"]),
    "50 MB of comments": (
        "b.csv",
        lambda: (
            f"{HEAD.strip()};comment\n" + "".join(f"Q{n};team;4;;;{'so ' * 330}\n" for n in range(50_000))
        ).encode(),
        [],
    ),
}


def found(folder: Path, issues: list[tuple[str, str, int | None, int | None]]) -> list[str]:
    """Code and place of the issues in responses."""
    places = [
        (code, [str(part) for part in (line, column) if part is not None]) for code, _, line, column in issues
    ]
    return [" ".join([code, *([":".join(place)] if place else [])]) for code, place in places]


@pytest.mark.parametrize("name", SMALL)
def test_read_right_or_clearly_refused(acme: Path, name: str) -> None:
    file, build, expected = SMALL[name]
    (acme / "responses" / file).write_bytes(build())
    issues = [(issue.code, issue.file, issue.line, issue.column) for issue in check([acme]).issues]
    assert sorted(set(found(acme, issues)) - {"R069"}) == sorted(set(expected))


CHILD = """
import json, sys
from pathlib import Path
limit = int(sys.argv[2])
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
from salesex.surveys.discovery import check
issues = check([Path(sys.argv[1])]).issues
print(json.dumps([(issue.code, issue.file, issue.line, issue.column) for issue in issues]))
"""


@pytest.mark.long
@pytest.mark.parametrize("name", LARGE)
def test_large_tables_in_bounded_memory(acme: Path, name: str) -> None:
    file, build, expected = LARGE[name]
    (acme / "responses" / file).write_bytes(build())
    limit = MAX_MEMORY if sys.platform == "linux" else 0
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(acme), str(limit)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ran.stderr == "" and ran.returncode == 0
    assert found(acme, json.loads(ran.stdout)) == expected


def test_a_folder_named_like_a_table(acme: Path) -> None:
    (acme / "responses" / "a.csv").mkdir()
    assert {issue.code for issue in check([acme]).issues} == {"R030", "R069"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_itself(acme: Path) -> None:
    (acme / "responses" / "a.csv").symlink_to(acme / "responses" / "a.csv")
    (acme / "responses" / "b.csv").symlink_to(acme / "responses" / "c.csv")
    reading = check([acme])
    assert reading.issues == ()
    assert [name in error.message for name, error in zip("ab", reading.unreadable, strict=True)] == [True] * 2
