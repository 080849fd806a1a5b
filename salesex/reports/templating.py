"""Pages from templates: the only place for jinja2.

Templates run in Jinja's sandbox with escaping on, so a text from a file stays a text. An engagement may
bring templates of its own: they take the place of ours by name, run in the same sandbox, and reach
pictures of the engagement's folder and nothing else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING

from salesex import catalogue
from salesex.errors import DataError
from salesex.model.audiences import Audience
from salesex.model.pictures import picture_kind
from salesex.reports.book import Book
from salesex.reports.drawing import NO_XML

if TYPE_CHECKING:
    import jinja2
    import markupsafe

TEMPLATES = files("salesex.reports") / "templates"
FONTS = files("salesex.reports") / "fonts"
FOLDER = "templates"
"""Where an engagement keeps templates of its own."""
OWN_STYLE = "own.css"
"""A style sheet of the engagement's that comes after ours."""
SLIDES_STYLE = "slides.css"
"""What pages for the wall change in the report's style."""
BROKEN = "E051"
_ABOUT_OBJECT = re.compile(r"^'[\w. ]+' has no (?:attribute|element) ")
_FETCHED = {"src", "srcset", "data", "poster", "background"}
_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass(frozen=True, slots=True)
class Own:
    """What an engagement brings along: its logo, templates by name, and pictures they may show."""

    logo: bytes | None = None
    templates: Mapping[str, str] = field(default_factory=dict)
    picture: Callable[[str], bytes | None] = lambda name: None


NOTHING = Own()
"""An engagement without logo and templates."""


def page(book: Book, own: Own, *, screen: bool = True) -> str:
    """Return the report as one HTML page that fetches nothing.

    Parameters
    ----------
    screen : with what only a screen has room for: the numbers of charts behind toggles

    Raises
    ------
    DataError : a template of the engagement cannot be used; names its file, line and what is wrong
    """
    import jinja2

    environment = _environment(own)
    try:
        made = environment.get_template("report.html.j2").render(
            book=book,
            words=book.words,
            style=_style(own, book.audience),
            logo=_picture(own.logo),
            screen=screen,
        )
    except jinja2.TemplateSyntaxError as error:
        if error.name is None or error.name not in own.templates:
            raise
        raise broken(error.name, error.lineno, str(error.message)) from error
    except Exception as error:
        place = _place(error, own)
        if place is None:
            raise
        raise broken(*place, _ABOUT_OBJECT.sub("there is no ", str(error)) or type(error).__name__) from error
    if own.templates:
        _fetches_nothing(made, own)
    return made


def sheet(name: str, **values: object) -> str:
    """Return a sheet beside the report, of `templates/forms/`, as one HTML page that fetches nothing.

    It looks like the report, with a style sheet of its own name after the report's. Engagements bring no
    templates for it.
    """
    import markupsafe

    own = (TEMPLATES / "forms" / f"{name}.css").read_text(encoding="utf-8")
    style = _style(NOTHING, "full") + markupsafe.Markup(own)
    return _ours().get_template(f"forms/{name}.html.j2").render(style=style, **values)


def broken(name: str, line: int | None, problem: str) -> DataError:
    """The error of a template that cannot be used."""
    return DataError([catalogue.issue(BROKEN, file=f"{FOLDER}/{name}", line=line, problem=problem)])


def shipped_templates() -> Iterator[str]:
    """Names of our templates and style sheets, which those of an engagement can replace."""
    for folder in ("", "chapters/"):
        for entry in (TEMPLATES / folder if folder else TEMPLATES).iterdir():
            if entry.name.endswith((".j2", ".css")):
                yield f"{folder}{entry.name}"


def _environment(own: Own) -> jinja2.Environment:
    return _made(own) if own.templates else _ours()


@cache
def _ours() -> jinja2.Environment:
    return _made(Own())


def _made(own: Own) -> jinja2.Environment:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
        if name in own.templates:
            return own.templates[name], f"{FOLDER}/{name}", lambda: True
        try:
            return (TEMPLATES / name).read_text(encoding="utf-8"), None, lambda: True
        except OSError:
            return None

    def file(name: str) -> str:
        found = _picture(own.picture(name))
        if not found:
            raise LookupError(f"there is no picture {name} in the engagement's folder that may be shown")
        return found

    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["file"] = file
    return environment


def _place(error: Exception, own: Own) -> tuple[str, int] | None:
    """Template of the engagement, and line, from which an error came; None if ours is to blame."""
    place, frame = None, error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        name = file.removeprefix(f"{FOLDER}/")
        if name != file and name in own.templates:
            place = name, frame.tb_lineno
        frame = frame.tb_next
    return place


def _printable(value: object) -> object:
    """Text without characters that steer a terminal or that XML forbids."""
    return NO_XML.sub("\ufffd", value) if type(value) is str else value


def _style(own: Own, audience: Audience) -> markupsafe.Markup:
    """The style sheets of an audience with their fonts inside."""
    import markupsafe

    def embedded(found: re.Match[str]) -> str:
        return f"url({data_address('font/woff2', (FONTS / found[1]).read_bytes())})"

    names = ("report.css", SLIDES_STYLE) if audience == "workshop" else ("report.css",)
    sheet = "".join(
        own.templates.get(name) or (TEMPLATES / name).read_text(encoding="utf-8") for name in names
    )
    sheet += own.templates.get(OWN_STYLE, "")
    whole = re.sub(r"url\(fonts/(source-sans-[\w-]+\.woff2)\)", embedded, sheet)
    return markupsafe.Markup(whole.replace("</", r"<\/"))


def _picture(data: bytes | None) -> str:
    """A picture as an address that holds it; "" for what is none."""
    kind = picture_kind(data) if data else None
    return data_address(kind, data) if data and kind else ""


def data_address(kind: str, data: bytes) -> str:
    """Return an address that holds what it stands for, and is never fetched."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _fetches_nothing(made: str, own: Own) -> None:
    """Refuse a page that a browser would fetch something for."""
    finder = _Addresses()
    finder.feed(made)
    for address in finder.found:
        if not address.strip().lower().startswith(("data:", "#")):
            name, line = _where(address, own)
            problem = f"{address} would be fetched; a picture of the folder is shown with file('…')"
            raise broken(name, line, problem)


def _where(address: str, own: Own) -> tuple[str, int | None]:
    for name, text in own.templates.items():
        if address in text:
            return name, text[: text.index(address)].count("\n") + 1
    return next(iter(own.templates)), None


class _Addresses(HTMLParser):
    """What a browser fetches for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for name, value in attrs:
            is_link = name in ("href", "xlink:href") and tag not in ("a", "area")
            if value and (name in _FETCHED or is_link):
                self.found.append(value)
            elif value and name == "style":
                self._from_css(value)

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._from_css(data)

    def _from_css(self, text: str) -> None:
        self.found += [match[1] or match[2] for match in _ADDRESS.finditer(text)]
