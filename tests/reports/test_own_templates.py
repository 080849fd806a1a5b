"""Templates that an engagement brings along: what they may do, and what they are refused for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from salesex import pipeline
from salesex.errors import CannotRunError, DataError, Issue
from salesex.reports.templating import shipped_templates
from salesex.store import write_results
from salesex.surveys.shipped import example_folder

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xdc\xccY\xe7\x00\x00\x00\x00IEND\xaeB`\x82"
)
COVER = "chapters/cover.html.j2"


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "muster"
    shutil.copytree(example_folder(), folder)
    write_results(folder, pipeline.assess(folder).results)
    return folder


@pytest.fixture
def engagement(assessed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(assessed, tmp_path / "muster"))


def with_template(folder: Path, name: str, text: str) -> str:
    """The report of an engagement that brings one template along."""
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return pipeline.report(folder, format="html").data.decode()


def refused(folder: Path, name: str, text: str) -> Issue:
    with pytest.raises(DataError) as raised:
        with_template(folder, name, text)
    (issue,) = raised.value.issues
    assert issue.code == "E051"
    assert issue.file == f"templates/{name}"
    return issue


def test_a_template_takes_the_place_of_ours(engagement: Path) -> None:
    page = with_template(engagement, COVER, "<section><h1>Eigener Titel für {{ book.footer }}</h1></section>")
    assert "Eigener Titel für" in page
    assert 'class="gaps"' in page  # the other chapters are ours


def test_a_template_can_build_on_ours(engagement: Path) -> None:
    page = with_template(
        engagement, COVER, '{% import "macros.html.j2" as m %}<section>{{ m.head(chapter) }}</section>'
    )
    assert page.count("<h1") > 3


def test_a_style_sheet_of_ones_own_comes_after_ours(engagement: Path) -> None:
    page = with_template(engagement, "own.css", "h1 { letter-spacing: 1pt } /* </style><b> */")
    assert "h1 { letter-spacing: 1pt }" in page
    assert "</style><b>" not in page


def test_a_picture_of_the_folder_is_put_inside(engagement: Path) -> None:
    (engagement / "pictures").mkdir()
    (engagement / "pictures" / "team.png").write_bytes(PIXEL)
    picture = '<img alt="" src="{{ file("pictures/team.png") }}">'
    page = with_template(engagement, COVER, f"<section><h1>x</h1>{picture}</section>")
    assert 'src="data:image/png;base64,' in page


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("<h1>\n{{ chapter.titel }}</h1>", 2, "titel"),
        ("<h1>\n\n{% if %}</h1>", 3, "Expected an expression"),
        ("{{ nobody }}", 1, "'nobody' is undefined"),
        ("<h1>x</h1>\n{% include 'missing.html' %}", 2, "missing.html"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("x\n{{ 1 // 0 }}", 2, "division"),
        ("x\n{{ file('../../secret.png') }}", 2, "no picture ../../secret.png"),
        ("x\n{{ file('responses/a.csv') }}", 2, "no picture responses/a.csv"),
        ("x\n{{ file('engagement.yaml') }}", 2, "no picture engagement.yaml"),
        ("x\n<img src='https://example.org/a.png'>", 2, "https://example.org/a.png would be fetched"),
        ("x\n<link href='//example.org/a.css'>", 2, "//example.org/a.css would be fetched"),
        ("x\n<img src='file:///etc/passwd'>", 2, "would be fetched"),
        ("x\n<p style='background: url(x.png)'>", 2, "x.png would be fetched"),
        ("x\n{% for n in range(10**9) %}{% endfor %}", 2, "range"),
    ],
)
def test_a_broken_template_is_named_with_its_line_and_what_is_wrong(
    engagement: Path, text: str, line: int, told: str
) -> None:
    issue = refused(engagement, COVER, text)
    assert issue.line == line
    assert told in str(dict(issue.facts)["problem"])


def test_a_style_sheet_that_fetches_is_refused(engagement: Path) -> None:
    issue = refused(engagement, "own.css", "p { }\n@import 'https://example.org/own.css';")
    assert issue.line == 2


def test_a_template_of_no_known_name_is_told(engagement: Path) -> None:
    (engagement / "templates").mkdir()
    (engagement / "templates" / "titelblatt.html.j2").write_text("x", encoding="utf-8")
    warnings = pipeline.report(engagement, format="html").warnings
    assert any("chapters/cover.html.j2" in warning for warning in warnings)


def test_a_template_that_is_no_text_is_told(engagement: Path) -> None:
    (engagement / "templates").mkdir()
    (engagement / "templates" / "own.css").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CannotRunError, match=r"templates/own\.css is not UTF-8"):
        pipeline.report(engagement, format="html")


def test_a_page_says_that_nothing_is_fetched(engagement: Path) -> None:
    page = pipeline.report(engagement, format="html").data.decode()
    assert "default-src 'none'" in page


def test_what_the_docs_show_works(engagement: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "look.md"
    shown = re.findall(r"```(?:css|html) acme/templates/(\S+)\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert {name for name, _ in shown} == {"own.css", COVER}
    (engagement / "pictures").mkdir()
    (engagement / "pictures" / "team.jpg").write_bytes(PIXEL)
    made = [with_template(engagement, name, text) for name, text in shown][-1]
    assert "h1 { font-weight: 400 }" in made
    assert "data:image/png" in made


def test_the_docs_name_every_template() -> None:
    text = (Path(__file__).parents[2] / "docs" / "look.md").read_text(encoding="utf-8")
    for name in shipped_templates():
        assert f"`{name.removeprefix('chapters/').removesuffix('.html.j2')}`" in text or f"`{name}`" in text
