"""Rendering: a composed report to HTML and PDF. The only place for jinja2 and weasyprint.

Rendering fetches nothing: style sheet and fonts are inside the page, every address is refused.
Templates run in Jinja's sandbox with escaping on, so a text from a file stays a text.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes.util
import importlib
import io
import logging
import os
import re
import sys
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError
from salesex.model.pictures import picture_kind
from salesex.model.results import Results
from salesex.reports import archive
from salesex.reports.book import Book, compose
from salesex.reports.drawing import NO_XML

if TYPE_CHECKING:
    import jinja2
    import markupsafe

TEMPLATES = files("salesex.reports") / "templates"
FONTS = files("salesex.reports") / "fonts"
PANGO = ("pango-1.0-0", "pango-1.0", "libpango-1.0-0")
PDF_VARIANT = "pdf/ua-1"


def render_html(results: Results, language: str, *, logo: bytes | None = None) -> str:
    """Return the report as one HTML file that needs nothing beside it.

    Parameters
    ----------
    results : what may be shown
    language : "de" or "en"
    logo : a PNG, JPEG or SVG for the cover; anything else is left out
    """
    return _page(compose(results, language), logo)


def render_pdf(
    results: Results, language: str, *, logo: bytes | None = None, attached: bytes | None = None
) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1).

    Parameters
    ----------
    attached : `results.json`, put inside; the PDF is then one to archive, too (PDF/A-3a)

    Raises
    ------
    CannotRunError : Pango, which lays out the text, is not installed
    """
    check_pdf()
    import weasyprint

    page = _page(compose(results, language), logo)
    inside_only = weasyprint.URLFetcher(allowed_protocols=["data"])
    html = weasyprint.HTML(string=page, url_fetcher=inside_only)
    if attached is None:
        return bytes(html.write_pdf(pdf_variant=PDF_VARIANT) or b"")
    day = _day(results)
    inside = weasyprint.Attachment(
        string=attached, name=archive.NAME, relationship="Source", created=day, modified=day
    )
    made = html.write_pdf(pdf_variant=archive.PDF_VARIANT, attachments=[inside], finisher=archive.finish)
    return bytes(made or b"")


def _day(results: Results) -> datetime | None:
    """The day of the engagement, so that the same results give the same bytes; else SOURCE_DATE_EPOCH."""
    if results.engagement.date:
        return datetime.fromisoformat(results.engagement.date)
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(moment)) if moment.isdigit() else None


def check_pdf() -> None:
    """Check that a PDF can be made here.

    Raises
    ------
    CannotRunError : Pango is missing; names the one command that installs it
    """
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    quiet = io.StringIO()  # without Pango, WeasyPrint prints a notice of its own
    try:
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            importlib.import_module("weasyprint")
    except OSError as error:
        raise CannotRunError(
            "The PDF needs Pango, which is not installed here.",
            f"Install it: {pango_command()}. Or make the HTML report: salesex report --format html",
        ) from error


def pango_command() -> str:
    """The one command that installs Pango on this system."""
    if sys.platform == "darwin":
        return "brew install pango"
    if sys.platform == "win32":
        return "winget install MSYS2.MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango"
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def has_pango() -> bool:
    """Whether the system has a Pango library, without loading it."""
    return any(ctypes.util.find_library(name) for name in PANGO)


def _page(book: Book, logo: bytes | None) -> str:
    template = _environment().get_template("report.html.j2")
    return template.render(
        book=book,
        words=book.words,
        style=_style(),
        logo=_data_address(kind, logo) if logo and (kind := picture_kind(logo)) else "",
    )


@cache
def _environment() -> jinja2.Environment:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(lambda name: (TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(value: object) -> object:
    """Text without characters that steer a terminal or that XML forbids."""
    return NO_XML.sub("\ufffd", value) if type(value) is str else value


@cache
def _style() -> markupsafe.Markup:
    """The style sheet with its fonts inside."""
    import markupsafe

    def embedded(found: re.Match[str]) -> str:
        return f"url({_data_address('font/woff2', (FONTS / found[1]).read_bytes())})"

    sheet = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return markupsafe.Markup(re.sub(r"url\(fonts/([\w.-]+)\)", embedded, sheet))


def _data_address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
