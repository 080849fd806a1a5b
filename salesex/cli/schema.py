"""`salesex schema`: print or write the JSON Schema of a kind of file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesex import pipeline, writing
from salesex.cli import DONE
from salesex.cli.output import Output, visible


@dataclass(frozen=True, slots=True)
class Options:
    """Whose schema, and where to write it; None prints it."""

    kind: str
    file: Path | None

    def __call__(self, output: Output) -> int:
        """Print the schema, or write it and print the path."""
        data = as_json(pipeline.schema(self.kind))
        if self.file is None:
            output.machine(data)
        else:
            output.line(visible(str(writing.write_atomic(self.file, data))))
        return DONE


def as_json(schema: dict[str, Any]) -> bytes:
    """Return the text of a schema, the same as in the shipped file."""
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()
