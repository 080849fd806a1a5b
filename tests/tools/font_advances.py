"""Writes salesex/reports/fonts/advances.json from the font files beside it.

The product measures text without fontTools, so the advance widths are kept as data:
weight -> advance in font units -> every character that is so wide. Run it after changing a font:
`python tests/tools/font_advances.py`; a unit test compares the file with the fonts.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "salesex" / "reports" / "fonts"
WEIGHTS = (300, 400, 600)


def advances(weight: int) -> dict[str, str]:
    """Characters of both subsets by advance width; the latin subset wins where both have one."""
    found: dict[int, int] = {}
    for subset in ("latin-ext", "latin"):
        font = TTFont(FONTS / f"source-sans-3-{subset}-{weight}-normal.woff2")
        found |= {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()}
    by_width: dict[str, str] = {}
    for code in sorted(found):
        by_width[str(found[code])] = by_width.get(str(found[code]), "") + chr(code)
    return dict(sorted(by_width.items(), key=lambda pair: int(pair[0])))


def main() -> None:
    """Write the file."""
    units = TTFont(FONTS / "source-sans-3-latin-400-normal.woff2")["head"].unitsPerEm
    data = {"units_per_em": units, "advances": {str(weight): advances(weight) for weight in WEIGHTS}}
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    (FONTS / "advances.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
