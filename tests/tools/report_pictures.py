"""Makes docs/pictures/ from the example's report: `python tests/tools/report_pictures.py`.

Needs Pango and pdftoppm. Pages are found by their first lines, so that new chapters do not move them.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
from pypdf import PdfReader

from salesex import pipeline, store

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "muster-maschinenbau"
PICTURES = {"summary": "Auf einen Blick", "roadmap": "Omnichannel-Reifegrad"}
"""Name of a picture: text near the top of its page."""
WIDTH = 900
TOP = 60


def main() -> int:
    """Make all pictures; 3 where pdftoppm is missing."""
    program = shutil.which("pdftoppm")
    if program is None:
        sys.stderr.write("pdftoppm is missing (Debian: apt-get install poppler-utils)\n")
        return 3
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / EXAMPLE.name
        shutil.copytree(EXAMPLE, copy)
        store.write_results(copy, pipeline.assess(copy).results)
        made = pipeline.report(copy)
        pdf = Path(folder) / "report.pdf"
        pdf.write_bytes(made.data)
        texts = [page.extract_text() for page in PdfReader(pdf).pages]
        for name, top in PICTURES.items():
            number = next(at for at, text in enumerate(texts, start=1) if top in text[:TOP])
            picture = indexed_png(_pixels(program, pdf, number))
            (ROOT / "docs" / "pictures" / f"{name}.png").write_bytes(picture)
    return 0


def _pixels(program: str, pdf: Path, number: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Pixels of one page (height x width x 3)."""
    page = ["-f", str(number), "-l", str(number), "-singlefile"]
    size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    subprocess.run([program, *page, *size, str(pdf), str(pdf.with_suffix(""))], check=True)
    _, measures, _, body = pdf.with_suffix(".ppm").read_bytes().split(b"\n", 3)
    width, height = map(int, measures.split())
    return np.frombuffer(body, np.uint8).reshape(height, width, 3)


def indexed_png(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    """A PNG with a palette: colours are rounded just as far as 256 suffice."""
    height, width, _ = pixels.shape
    for lost in range(8):
        step = 1 << lost
        rounded = np.minimum((pixels.astype(np.uint16) + step // 2) // step * step, 255).astype(np.uint8)
        colours, places = np.unique(rounded.reshape(-1, 3), axis=0, return_inverse=True)
        if len(colours) <= 256:
            break
    rows = np.zeros((height, width + 1), np.uint8)  # every row begins with its filter: none
    rows[:, 1:] = places.reshape(height, width)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 9)
    chunks = {"IHDR": header, "PLTE": colours.tobytes(), "IDAT": body, "IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name.encode(), data) for name, data in chunks.items())


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    sys.exit(main())
