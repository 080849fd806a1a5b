"""The report: our own work against WeasyPrint's on the same HTML, and HTML against PDF, in one run.

    python benchmarks/report_speed.py [--rounds 5] [--audience full]

Own work is everything between answers and page: reading and checking the example's files, scoring with
draws and tests, findings, charts, templates. WeasyPrint then turns that very page into a PDF. Prints the
best time of each part, taken in turn, and the ratios. Goals: own work at most 15 % of WeasyPrint's time,
the HTML report in under a tenth of the PDF's.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import weasyprint

from salesex import pipeline
from salesex.model.audiences import AUDIENCES, Audience
from salesex.model.results import Results
from salesex.reports import render, templating
from salesex.reports.book import compose

EXAMPLE = Path(__file__).parents[1] / "examples" / "muster-maschinenbau"


T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def page_of(results: Results, audience: Audience) -> str:
    return templating.page(compose(results, "de", audience), render.NOTHING, screen=False)


def pdf_of(page: str) -> bytes:
    inside_only = weasyprint.URLFetcher(allowed_protocols=["data"])
    html = weasyprint.HTML(string=page, url_fetcher=inside_only)
    return bytes(html.write_pdf(pdf_variant=render.PDF_VARIANT) or b"")


def one_round(audience: Audience) -> dict[str, float]:
    scoring, results = timed(lambda: pipeline.assess(EXAMPLE).results)
    drawing, page = timed(lambda: page_of(results, audience))
    layout, made = timed(lambda: pdf_of(page))
    html, _ = timed(lambda: render.render_html(results, "de", audience=audience))
    pdf, _ = timed(lambda: render.render_pdf(results, "de", audience=audience))
    return {
        "reading and scoring": scoring,
        "charts and templates": drawing,
        "WeasyPrint": layout,
        "HTML": html,
        "PDF": pdf,
        "bytes": float(len(made)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--audience", choices=AUDIENCES, default="full")
    options = parser.parse_args()
    render.check_pdf()
    rounds = [one_round(options.audience) for _ in range(options.rounds)]
    best = {part: min(found[part] for found in rounds) for part in rounds[0]}
    size = best.pop("bytes")
    for part, time_taken in best.items():
        print(f"{part:22}{1000 * time_taken:9.1f} ms")
    own = best["reading and scoring"] + best["charts and templates"]
    print(f"own work against WeasyPrint   {own / best['WeasyPrint']:7.1%}")
    print(f"  of it charts and templates  {best['charts and templates'] / best['WeasyPrint']:7.1%}")
    print(f"HTML against PDF              {best['HTML'] / best['PDF']:7.1%}")
    print(f"size of the PDF               {size / 1000:7.1f} KB")


if __name__ == "__main__":
    main()
