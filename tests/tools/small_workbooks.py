"""Writes the workbooks among the examples of issues: `python tests/tools/small_workbooks.py`.

They are written part by part, with no day in them, so that the same call gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "salesex" / "catalogue" / "examples"
CASES = ROOT / "tests" / "cases" / "invalid"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ROWS = ("respondent;group;L1;L2;L3", "P3;team;4;3;2", "P4;service;2;5;1")


def sheet(rows: tuple[str, ...] = ROWS) -> str:
    """XML of a sheet: whole numbers as numbers, =... as formulas without a stored value."""
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            _cell(chr(64 + column) + str(number), text) for column, text in enumerate(row.split(";"), 1)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(place: str, text: str) -> str:
    if text.isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    if text.startswith("="):
        return f'<c r="{place}"><f>{text[1:]}</f></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""


def workbook(sheets: dict[str, str] | None = None, states: dict[str, str] | None = None) -> bytes:
    """An XLSX of some sheets, by title; `states` says which of them are hidden."""
    sheets = {"Antworten": sheet()} if sheets is None else sheets
    numbers = dict(enumerate(sheets, 1))
    states = states or {}
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    names = "".join(
        f'<sheet name="{title}" sheetId="{n}" state="{states.get(title, "visible")}" r:id="rId{n}"/>'
        for n, title in numbers.items()
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{links}</Relationships>",
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": sheets[title] for n, title in numbers.items()}
    return archive({name: text.encode("utf-8") for name, text in parts.items()})


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP of some parts, without the day on which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, data)
    return stream.getvalue()


def files() -> dict[Path, bytes]:
    """Every workbook among the examples, by its place."""
    two = {"Antworten": sheet(), "Legende": sheet(("Stufen",))}
    formula = (ROWS[0], "P3;team;4;3;=C2-2", ROWS[2])
    late = sheet().replace('<row r="3">', '<row r="1">')
    right = workbook()
    found = {
        "R034/wrong/responses/b.xlsx": workbook({"Antworten": late}),
        "R034/right/responses/b.xlsx": right,
        "R037/wrong/responses/b.csv": right,
        "R037/right/responses/b.xlsx": right,
        "R038/right/responses/b.xlsx": right,
        "R038/wrong/responses/b.xlsx": ("\n".join(ROWS) + "\n").encode("ascii"),
        "R039/wrong/responses/b.xlsx": workbook(two),
        "R039/right/responses/b.xlsx": workbook(two, {"Legende": "hidden"}),
        "R040/wrong/responses/b.xlsx": workbook(states={"Antworten": "hidden"}),
        "R040/right/responses/b.xlsx": right,
        "R041/wrong/responses/b.xlsx": workbook({"Antworten": sheet(formula)}),
        "R041/right/responses/b.xlsx": right,
    }
    return {EXAMPLES / name: data for name, data in found.items()} | {
        CASES / "r037-ending" / "responses" / "a.csv": right
    }


def main() -> None:
    """Write the files."""
    for path, data in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
