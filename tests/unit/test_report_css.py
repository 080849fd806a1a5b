import logging
import re
from pathlib import Path

import pytest

import salesex.reports
from salesex.reports.drawing import FAMILY, SIZES
from salesex.reports.palette import palette

REPORTS = Path(salesex.reports.__file__).parent
SLIDES = (REPORTS / "templates" / "slides.css").read_text(encoding="utf-8")
CSS = (REPORTS / "templates" / "report.css").read_text(encoding="utf-8")


def test_only_sizes_of_the_type_scale_on_paper() -> None:
    paper = CSS.partition("@media screen")[0]
    found = re.findall(r"(?:font|font-size):[^;}]*?([\d.]+)pt", paper)
    assert {float(size) for size in found} == set(SIZES)


def test_pages_for_the_wall_have_three_sizes_on_paper() -> None:
    paper = SLIDES.partition("@media screen")[0]
    found = re.findall(r"(?:font|font-size):[^;}]*?([\d.]+)pt", paper)
    assert {float(size) for size in found} == {13, 22, 34}


def test_colours_come_from_the_palette() -> None:
    assert set(re.findall(r"var\(--(\w+)\)", CSS + SLIDES)) <= set(palette())
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl|\bred\b|\bgreen\b", CSS + SLIDES)


def test_font_files_exist_and_have_the_names_charts_use() -> None:
    files = re.findall(r"url\(([^)]+)\)", CSS)
    assert len(files) == 6 and all((REPORTS / file).is_file() for file in files)
    assert [name for name in FAMILY.split(", ") if f'font-family: "{name}"' in CSS] == FAMILY.split(", ")[:2]


def test_weasyprint_takes_every_rule(caplog: pytest.LogCaptureFixture) -> None:
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    colours = "".join(f"--{name}:{value};" for name, value in palette().items())
    page = (
        f'<html lang="de"><style>:root{{{colours}}}{CSS}{SLIDES}</style>'
        '<body data-foot="Fuß"><p>Łódź, „Šumava“</p>'
    )
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        document = weasyprint.HTML(string=page, base_url=str(REPORTS / "report.html")).render()
    assert [record.getMessage() for record in caplog.records] == []
    assert len(document.pages) == 1
