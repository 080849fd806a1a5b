"""`salesex validate` against check-jsonschema: the same files, whole processes, the same run.

    python benchmarks/validate_speed.py [--files 1000] [--rounds 3]

Writes questionnaires of 150 lines into a temporary folder, each with other texts, checks all of them
and one of them with both programs in turn, and prints the best time of each and the ratios. salesex
applies every rule; check-jsonschema applies the schema that `salesex schema questionnaire` prints, thus
the form alone. Goals: at least 10x faster on 1,000 files, at least 3x on one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import which

LINES = 150
HEAD = """\
format: salesex/questionnaire/1
id: survey-{number}
version: 1.{number}.0
title: {{de: Vertriebsprofil {number}, en: Sales profile {number}}}
instruction:
  de: Bitte bewerten Sie jede Aussage für die Organisation {number}.
  en: Please rate every statement for organisation {number}.
scale:
  min: 1
  max: 5
  labels:
    1: {{de: trifft gar nicht zu, en: does not apply}}
    5: {{de: trifft voll zu, en: applies fully}}
  no_answer: {{de: kann ich nicht beurteilen, en: cannot judge}}
"""
TYPES = """\
types:
  reference:
    leader:
      title: {de: Vorreiter, en: Leader}
      profile: {part1: 85, part2: 85, part3: 85}
      above_is_fine: true
      requires: {every_at_least: 65}
      clear_from: {every_at_least: 75}
    doer:
      title: {de: Macher, en: Doer}
      profile: {part1: 40, part2: 80, part3: 60}
      requires: {range_at_least: 10}
      contrast: {of: [part2], against: [part1]}
    starter:
      title: {de: Einsteiger, en: Starter}
      profile: {part1: 35, part2: 35, part3: 50}
  tie: {within: 1.0, order: [starter, doer, leader]}
gaps: {strong: 65, weak: 45, divergence: 15}
"""
PART = """\
  - id: part{dimension}
    title: {{de: Bereich {dimension}, en: Part {dimension}}}
    probe: Woran machen Sie das fest?
    items:
"""
ITEM = """\
      - id: P{dimension}-{item:02}
        text: {{de: {about} gelingt in Fall {number}.{item}., en: {about} works in {number}.{item}.}}
        {more}
"""
DIMENSIONS = 3
ABOUT = ("Kundenpflege", "Werbung", "Beratung", "Planung", "Nachfassen", "Schulung", "Steuerung", "Abschluss")


def questionnaire(number: int) -> str:
    """Return a questionnaire of 150 lines; no two have the same texts."""
    free = LINES - sum(text.count("\n") for text in (HEAD, TYPES)) - 1 - DIMENSIONS * PART.count("\n")
    count = free // DIMENSIONS // ITEM.count("\n")
    parts = [HEAD.format(number=number), "dimensions:\n"]
    for dimension in range(1, DIMENSIONS + 1):
        parts.append(PART.format(dimension=dimension))
        parts.extend(_items(number, dimension, count))
    text = "".join(parts) + TYPES
    return text + "# bis zur vollen Länge\n" * (LINES - text.count("\n"))


def _items(number: int, dimension: int, count: int) -> Iterator[str]:
    for item in range(1, count + 1):
        about = ABOUT[(item + dimension) % len(ABOUT)]
        more = "reverse: true" if item == count else "weight: 1"
        yield ITEM.format(number=number, dimension=dimension, item=item, about=about, more=more)


def command(name: str, module: str) -> list[str]:
    """Return how people call a program of this Python, or its module where it has no command."""
    installed = which(name, path=sysconfig.get_path("scripts"))
    return [installed] if installed else [sys.executable, "-m", module]


def best_times(commands: Sequence[Sequence[str]], rounds: int) -> list[float]:
    """Run commands in turn and return the best wall-clock time of each, in seconds."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds):
        for command, taken in zip(commands, times, strict=True):
            started = time.perf_counter()
            ran = subprocess.run(command, check=False, capture_output=True)
            taken.append(time.perf_counter() - started)
            if ran.returncode != 0:
                raise SystemExit(f"{command[:3]} ended with {ran.returncode}:\n{ran.stdout.decode()}")
    return [min(taken) for taken in times]


def main() -> None:
    """Make the files, run both, print ratios."""
    parser = argparse.ArgumentParser(description="salesex validate against check-jsonschema")
    parser.add_argument("--files", type=int, default=1000, help="questionnaires to check (default 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of which the best counts (default 3)")
    options = parser.parse_args()
    if find_spec("check_jsonschema") is None:
        raise SystemExit("check-jsonschema is missing: pip install check-jsonschema")
    with tempfile.TemporaryDirectory() as name:
        folder, schema = Path(name, "files"), Path(name, "questionnaire.schema.json")
        folder.mkdir()
        for number in range(options.files):
            (folder / f"q{number:05}.yaml").write_text(questionnaire(number), encoding="utf-8")
        salesex = command("salesex", "salesex")
        subprocess.run([*salesex, "schema", "questionnaire", "--output", str(schema)], check=True)
        peer = [*command("check-jsonschema", "check_jsonschema"), "--schemafile", str(schema)]
        files = sorted(map(str, folder.iterdir()))
        for count, rounds in ((len(files), options.rounds), (1, 5 * options.rounds)):
            commands = [[*program, *files[:count]] for program in ([*salesex, "validate"], peer)]
            own, other = best_times(commands, rounds)
            ratio = f"{other / own:.1f}x faster"
            print(f"{count:5} files: salesex {own:.3f} s, check-jsonschema {other:.3f} s, {ratio}")


if __name__ == "__main__":
    main()
