"""A large engagement from an XLSX file to its results: the whole process, against openpyxl reading the file.

    python benchmarks/large_engagement.py [--people 2000] [--rounds 3]

2,000 people in eight groups answer the three shipped questionnaires, 106 items, in one workbook; some cells
are empty or "cannot judge". Runs `salesex assess` and a process that does nothing but read every cell
with openpyxl; prints the least processor time and the most memory of each, and the ratio. Then the steps
of assessing, in this process. Goal: under 1.5x the time that openpyxl takes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook

from salesex import pipeline

QUESTIONNAIRES = ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild")
GROUPS = {
    "management": "self",
    "field": "self",
    "inside": "self",
    "service": "self",
    "marketing": "external",
    "production": "external",
    "finance": "external",
    "customers": "mirror",
}
READ = """\
import sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1], read_only=True, data_only=True)
print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row))
"""
"""The peer: openpyxl as its documentation advises for large files."""
STEPS = (
    "read_responses",
    "build_matrix",
    "score_matrix",
    "gap_rows",
    "type_rows",
    "roadmap_rows",
    "reliability_rows",
    "agreement_rows",
    "missing_rows",
    "influence_rows",
)
"""Functions whose share of the time is told; `type_rows` and `roadmap_rows` hold the bootstrap."""


def write(folder: Path, people: int) -> Path:
    """Write the engagement and its workbook; return the workbook."""
    groups = "".join(f"  {name}: {{title: {name}, perspective: {view}}}\n" for name, view in GROUPS.items())
    (folder / "engagement.yaml").write_text(
        "format: salesex/engagement/1\nclient: Large\nwave: '1'\n"
        f"questionnaires: [{', '.join(QUESTIONNAIRES)}]\ngroups:\n{groups}",
        encoding="utf-8",
    )
    draw = random.Random(1)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answers")
    found = [pipeline.definition(name) for name in QUESTIONNAIRES]
    items = [(item.id, one.scale) for one in found for item in one.items()]
    sheet.append(["respondent", "group", *(name for name, _ in items)])
    for number in range(people):
        answers = [
            None
            if (luck := draw.random()) < 0.02
            else "?"
            if luck < 0.05
            else draw.randint(scale.min, scale.max)
            for _, scale in items
        ]
        sheet.append([f"p{number:04}", list(GROUPS)[number % len(GROUPS)], *answers])
    (folder / "responses").mkdir()
    path = folder / "responses" / "answers.xlsx"
    book.save(path)
    return path


def run(words: list[str]) -> tuple[float, float]:
    """Seconds of processor time and most megabytes of a process: other work on the machine counts less."""
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{words} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def phases(folder: Path) -> None:
    """Print what assessing spends where, in this process."""
    profile = cProfile.Profile()
    profile.runcall(pipeline.assess, folder)
    stats = pstats.Stats(profile)
    whole = stats.total_tt
    print(f"\nassess, with a profiler beside it: {whole:.2f} s")
    taken = {function: row[3] for (_, _, function), row in stats.stats.items() if function in STEPS}
    for step in STEPS:
        print(f"  {step:18} {taken.get(step, 0.0):6.2f} s {taken.get(step, 0.0) / whole:6.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write(folder, options.people)
        programs = {
            "salesex assess": [sys.executable, "-m", "salesex", "assess", str(folder)],
            "openpyxl": [sys.executable, "-c", READ, str(path)],
        }
        taken = {program: [run(words) for _ in range(options.rounds)] for program, words in programs.items()}
        for program, rounds in taken.items():
            print(f"{program:15} {min(rounds)[0]:6.2f} s {max(most for _, most in rounds):6.0f} MB")
        ours, theirs = (min(rounds)[0] for rounds in taken.values())
        print(f"ratio           {ours / theirs:6.2f}")
        phases(folder)


if __name__ == "__main__":
    main()
