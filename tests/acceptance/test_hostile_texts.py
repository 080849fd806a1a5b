"""Markup, templates, escapes and formulas in any field are plain text, on the terminal and in a report."""

from __future__ import annotations

import json
import re
import sys

import pytest

HOSTILE = [
    "<script>alert(1)</script><b>fett</b>",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "[red]rot[/red] [link=http://x]y[/link]",
    "a\x1b[31mrot\x1b]0;titel\x07",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    ":warning: ${HOME} $(id) %s {0}",
    "r\u202eechts\u2066",
]


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_hostile_texts_are_plain_text_on_the_terminal(salesex, two_groups, text) -> None:
    client = two_groups()
    path = client.folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["client"] = text
    content["groups"]["sales"]["title"] = text
    path.write_text(json.dumps(content), encoding="utf-8")
    ran = salesex("assess", client.folder)
    assert ran.code == 0, ran.err
    plain = re.sub(r"[\x00-\x1f\u2028-\u202e\u2066-\u2069]", escaped, text)
    assert ran.out.startswith(plain + "\n")
    assert ran.out.count(plain[:9]) >= 2  # the client above, the group in the table
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u2066-\u2069]", ran.out + ran.err)
    assert client.results["engagement"]["client"] == text

    client.set_cell(3, 2, text.replace(";", ","))
    failed = salesex("assess", client.folder)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u2066-\u2069]", failed.out + failed.err)


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_hostile_texts_in_errors(salesex, two_groups, text) -> None:
    client = two_groups()
    text = text.replace(";", ",")
    client.set_cell(2, 3, text)
    ran = salesex("assess", client.folder)
    assert ran.code == 1
    shown = re.sub(r"[\x00-\x1f\u2028-\u202e\u2066-\u2069]", escaped, text)
    # What may be somebody's words is not repeated; what is as short as a slip is, made harmless.
    assert f"`{shown}`" in ran.err or f"ein Text von {len(text)} Zeichen" in ran.err
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u2066-\u2069]", ran.out + ran.err)


def escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def test_hostile_texts_in_the_html_report(salesex, two_groups) -> None:
    client = two_groups()
    path = client.folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["client"] = HOSTILE[0] + HOSTILE[1]
    content["groups"]["sales"]["title"] = HOSTILE[0]
    content["report"] = {"author": HOSTILE[0], "footer": HOSTILE[1] + HOSTILE[0]}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert salesex("assess", client.folder).code == 0
    assert salesex("report", client.folder, "--format", "html").code == 0
    page = (client.folder / "reports" / "acme-2026-de.html").read_text(encoding="utf-8")
    assert "<script" not in page.lower()
    assert "<b>fett" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)


ENTITIES = '<!DOCTYPE svg [<!ENTITY read SYSTEM "{address}"><!ENTITY % more SYSTEM "{address}"> %more;]>'
SVG = """<?xml version="1.0"?>{entities}
<?xml-stylesheet href="{address}.css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="99" height="9">
<script>alert(1)</script><style>{style}
@font-face {{ font-family: x; src: url({address}) }} rect {{ fill: url({address}#a) }}</style>
<image href="{address}" width="9" height="9"/><image xlink:href="{address}" width="9" height="9"/>
<use href="{address}#a"/><foreignObject><img src="{address}"/></foreignObject>
<rect width="9" height="9" fill="url({address}#a)" mask="url({address}#m)" filter="url({address}#f)"/>
<text style="font-family: x">{text}</text></svg>"""


@pytest.mark.parametrize(
    ("entities", "style", "text"),
    [
        (ENTITIES, "", "&read;"),
        *(
            pytest.param("", style, "logo", marks=pytest.mark.long)
            for style in ("", "@import url({address});")
        ),
    ],
)
def test_a_logo_can_neither_read_files_nor_run_scripts(
    salesex, two_groups, tmp_path, entities, style, text
) -> None:
    """In a page it is a picture, in which browsers fetch and run nothing; a PDF takes data addresses only.

    Without `allowed_protocols` of the fetcher the first of them reads the file.
    """
    client = two_groups()
    secret = tmp_path / "geheim.svg"
    secret.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg' id='a'><text>GEHEIM</text></svg>")
    path = client.folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["report"] = {"logo": "logo.svg"}
    path.write_text(json.dumps(content), encoding="utf-8")
    logo = SVG.replace("{entities}", entities).replace("{style}", style)
    logo = logo.format(address=secret.as_uri(), text=text)
    (client.folder / "logo.svg").write_text(logo, encoding="utf-8")
    opened: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        reads = event == "open" and "geheim.svg" in str(arguments[0])
        if watching and (reads or event == "socket.connect"):
            opened.append(f"{event} {arguments}")

    sys.addaudithook(watch)
    secret.read_bytes()
    assert len(opened) == 1, "the watch sees nothing"
    try:
        ran = salesex("assess", client.folder, "--report")
        assert (ran.code, salesex("report", client.folder, "--format", "html").code) == (0, 0), ran.err
    finally:
        watching.clear()
    assert len(opened) == 1, opened
    page = (client.folder / "reports" / "acme-2026-de.html").read_text(encoding="utf-8")
    assert page.count('<img class="logo" src="data:image/svg+xml;base64,') == 1
    assert "alert(1)" not in page
