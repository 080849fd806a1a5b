"""Writes schemas/ from the tables that check files: `python tests/tools/schemas.py`.

A test fails while the folder differs from what the program prints.
"""

from __future__ import annotations

from pathlib import Path

from salesex import pipeline
from salesex.cli.schema import as_json

FOLDER = Path(__file__).parents[2] / "schemas"
KINDS = ("questionnaire", "engagement", "response", "map", "results")


def files() -> dict[str, bytes]:
    """Name and content of every schema."""
    return {f"{kind}.schema.json": as_json(pipeline.schema(kind)) for kind in KINDS}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
