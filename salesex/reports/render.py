"""Rendering: results to HTML and PDF. The only place for weasyprint.

Rendering fetches nothing: style sheet and fonts are inside the page, every address is refused.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import functools
import importlib
import io
import logging
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from salesex.errors import CannotRunError
from salesex.model.audiences import Audience
from salesex.model.results import Results
from salesex.reports import archive, templating
from salesex.reports.book import compose
from salesex.reports.templating import NOTHING, Own

PANGO = ("pango-1.0-0", "pango-1.0", "libpango-1.0-0")
PDF_VARIANT = "pdf/ua-1"


def render_html(
    results: Results,
    language: str,
    *,
    own: Own = NOTHING,
    audience: Audience = "full",
    sections: Sequence[str] = (),
) -> str:
    """Return the report as one HTML file that needs nothing beside it.

    Parameters
    ----------
    results : what may be shown
    language : "de" or "en"
    own : what the engagement brings along
    audience, sections : which chapters, see `audiences`
    """
    return templating.page(compose(results, language, audience, sections), own)


def render_pdf(
    results: Results,
    language: str,
    *,
    own: Own = NOTHING,
    audience: Audience = "full",
    sections: Sequence[str] = (),
    attached: bytes | None = None,
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

    html = _html(templating.page(compose(results, language, audience, sections), own, screen=False))
    if attached is None:
        return bytes(html.write_pdf(pdf_variant=PDF_VARIANT) or b"")
    day = _day(results)
    inside = weasyprint.Attachment(
        string=attached, name=archive.NAME, relationship="Source", created=day, modified=day
    )
    made = html.write_pdf(pdf_variant=archive.PDF_VARIANT, attachments=[inside], finisher=archive.finish)
    return bytes(made or b"")


def sheet_pdf(page: str) -> tuple[bytes, int]:
    """Return a sheet as a tagged PDF (PDF/UA-1), and how many pages it has.

    Raises
    ------
    CannotRunError : Pango is not installed
    """
    check_pdf()
    document = _html(page).render(pdf_variant=PDF_VARIANT, pdf_tags=True)
    return bytes(document.write_pdf(pdf_variant=PDF_VARIANT) or b""), len(document.pages)


def _html(page: str) -> Any:
    """A page ready to be laid out, which may fetch nothing."""
    import weasyprint

    for packed, plain in _plain_fonts():
        page = page.replace(packed, plain)
    return weasyprint.HTML(string=page, url_fetcher=weasyprint.URLFetcher(allowed_protocols=["data"]))


@functools.cache
def _plain_fonts() -> tuple[tuple[str, ...], ...]:
    """The addresses of our fonts as pages hold them and unpacked, which WeasyPrint would do for every PDF."""
    from fontTools.ttLib import woff2

    fonts = []
    for font in templating.FONTS.iterdir():
        if font.name.endswith(".woff2"):
            packed, plain = font.read_bytes(), io.BytesIO()
            woff2.decompress(io.BytesIO(packed), plain)
            addresses = zip(("font/woff2", "font/ttf"), (packed, plain.getvalue()))
            fonts.append(tuple(templating.data_address(kind, data) for kind, data in addresses))
    return tuple(fonts)


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
