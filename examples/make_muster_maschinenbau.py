"""Makes the answers of the example: a fictitious company, fictitious people, fictitious answers.

The example was designed backwards. These are the sentences its report shall say; the numbers below are
chosen so that scoring leads to them, and a test reads them in the report:

1. Muster Maschinenbau is closest to a Macher: management and customer relationship stand well above
   strategy and information.
2. Sales sees a Macher, the other departments experience an Aktivist.
3. Customer relationship leads, information lags about twenty points behind.
4. The roadmap: technology is ready for stage 4, the organisation keeps the company at stage 2.
5. Stage 4 is an island: met by itself, without credit while stage 3 is open.
6. Customer orientation is a blind spot, and the customers agree with the other departments.
7. Team orientation is a hidden strength.
8. Marketing gave fewer than five answers, so it is shown nowhere and counted nowhere.

Run `python examples/make_muster_maschinenbau.py`; the same seed gives the same answers.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

from openpyxl import Workbook

from salesex.model import Questionnaire, in_language
from salesex.surveys.questionnaires.questionnaires import read_questionnaire
from salesex.surveys.shipped import shipped_questionnaires

SEED = 20261102
FOLDER = Path(__file__).parent / "muster-maschinenbau"

# group: perspective, respondents, prefix of their codes
GROUPS = {
    "management": ("self", 5, "GL"),
    "head-of-sales": ("self", 1, "VL"),
    "sales-team": ("self", 17, "VT"),
    "inside-sales": ("self", 9, "ID"),
    "service": ("external", 8, "SV"),
    "engineering": ("external", 6, "KO"),
    "marketing": ("external", 4, "MK"),
    "customers": ("mirror", 11, "KU"),
}

# dimension: intended score per perspective
DIMENSIONS = {
    "strategy": {"self": 56, "external": 44},
    "management": {"self": 68, "external": 52},
    "relationship": {"self": 74, "external": 56},
    "information": {"self": 47, "external": 42},
    "customer": {"self": 78, "external": 55, "mirror": 57},
    "performance": {"self": 72, "external": 67, "mirror": 70},
    "team": {"self": 51, "external": 70, "mirror": 65},
}
# stage axis: intended score, the same from both sides
AXES = {
    "0.technical": 42,
    "0.organisational": 38,
    "1.technical": 88,
    "1.organisational": 83,
    "2.technical": 80,
    "2.organisational": 77,
    "3.technical": 77,
    "3.organisational": 54,
    "4.technical": 76,
    "4.organisational": 75,
    "5.technical": 44,
    "5.organisational": 55,
    "6.technical": 17,
    "6.organisational": 22,
    "7.technical": 26,
    "7.organisational": 34,
}
# how a group differs from its perspective
MOODS = {
    "management": 4,
    "head-of-sales": 3,
    "sales-team": 1,
    "inside-sales": -4,
    "service": -2,
    "engineering": 2,
}
# items that stand out, as points above or below their dimension
ITEMS = {
    "SE-S01": -4, "SE-S02": 6, "SE-S03": -19, "SE-S04": 1, "SE-S05": 4, "SE-S06": 13, "SE-S07": 6,
    "SE-S08": -7, "SE-S09": -3, "SE-S10": 3, "SE-M01": 14, "SE-M02": 17, "SE-M03": 2, "SE-M04": 1,
    "SE-M05": 4, "SE-M06": -8, "SE-M07": 2, "SE-M08": -9, "SE-M09": -5, "SE-M10": -18, "SE-K01": 16,
    "SE-K02": 10, "SE-K03": -2, "SE-K04": -4, "SE-K05": 20, "SE-K06": -5, "SE-K07": 2, "SE-K08": -6,
    "SE-K09": -3, "SE-K10": -28, "SE-I01": 14, "SE-I02": 3, "SE-I03": 4, "SE-I04": -17, "SE-I05": 9,
    "SE-I06": 7, "SE-I07": 13, "SE-I08": -22, "SE-I09": -13, "SE-I10": 2, "RM-304": -9, "RM-305": 9,
    "RM-303": -5, "RM-301": 5, "FS-C1": 5, "FS-C4": -8, "FS-C7": -9, "FS-C2": 8, "FS-T5": -7,
    "FS-T2": 8, "FS-P3": -5, "FS-P1": 6,
}  # fmt: skip
# share of people outside sales who cannot judge an item, and of those inside
UNKNOWN = {
    "SE-I08": (0.3, 0.2),
    "SE-I09": (0.3, 0.2),
    "SE-S06": (0.2, 0.05),
    "SE-M05": (0.15, 0),
    "SE-M07": (0.2, 0.1),
}
ALMOST_NOBODY = 0.015
# what people wrote, by item ("": about the whole)
COMMENTS = {
    "VT03": {"": "Gut, dass einmal alle gefragt werden. Bitte sagt uns auch, was danach passiert."},
    "VT06": {"SE-I04": "Ich führe meine eigene Liste, weil sie schneller ist als das CRM."},
    "VT09": {"SE-S03": "Wer am lautesten ruft, bekommt den Termin. Eine Vorgabe kenne ich nicht."},
    "VT11": {"SE-I04": "Im CRM steht, was die Leitung sehen will. Das Wichtige steht im Notizbuch."},
    "VT14": {"RM-304": "Eine Schulung gab es einmal, das ist drei Jahre her."},
    "ID04": {"": "Vieles hängt an zwei, drei Leuten, die alles wissen."},
    "GL02": {"": "Die Strategie ist klar. Aufgeschrieben haben wir sie bisher nicht."},
    "SV05": {"FS-C2": "Rückrufe landen oft bei uns, weil im Vertrieb niemand zu erreichen ist."},
    "KO02": {"FS-T5": "Fehlt etwas im Auftrag, heißt es schnell: Die Konstruktion war zu langsam."},
    "KU07": {"FS-C4": "Was die Maschine nicht kann, haben wir erst bei der Abnahme erfahren."},
}


def steps(target: float, respondents: list[float], rng: random.Random, top: int) -> list[int]:
    """Draw one answer per respondent (0..top) whose mean is as close to the target as steps allow."""
    middle = target / 100 * top
    drawn = [middle + mood + rng.gauss(0, 0.75) for mood in respondents]
    answers = [min(max(round(value), 0), top) for value in drawn]
    wanted = round(middle * len(answers))
    while sum(answers) != wanted:
        direction = 1 if sum(answers) < wanted else -1
        free = [i for i, answer in enumerate(answers) if 0 <= answer + direction <= top]
        chosen = max(free, key=lambda i: direction * (drawn[i] - answers[i]))
        answers[chosen] += direction
    return answers


def answered(item: str, perspective: str, size: int, rng: random.Random) -> str | None:
    """Return why a cell has no answer: "?" cannot judge, "" missing, None for an answer."""
    if size <= 5:
        return None  # each cell of a group of five is needed
    outside, inside = UNKNOWN.get(item, (ALMOST_NOBODY, ALMOST_NOBODY))
    if rng.random() < (inside if perspective == "self" else outside):
        return "?"
    return "" if rng.random() < ALMOST_NOBODY else None


def target_of(section: str, item: str, group: str, perspective: str) -> float:
    """Intended score of one item in one group."""
    intended = AXES[section] if section in AXES else DIMENSIONS[section][perspective]
    return min(max(intended + ITEMS.get(item, 0) + MOODS.get(group, 0), 2), 98)


def answers_of(questionnaire: Questionnaire, group: str, rng: random.Random) -> list[dict[str, str]]:
    """Answers of one group to one questionnaire, a mapping from item to cell per respondent."""
    perspective, size, _ = GROUPS[group]
    rows: list[dict[str, str]] = [{} for _ in range(size)]
    scale = questionnaire.scale
    top = scale.max - scale.min
    for section in questionnaire.sections():
        moods = [rng.gauss(0, 0.45) for _ in range(size)]
        for item in section.items:
            drawn = steps(target_of(section.id, item.id, group, perspective), moods, rng, top)
            if size > 5:
                _spoil_last(drawn, top, rng)
            for row, step in zip(rows, drawn, strict=True):
                cell = answered(item.id, perspective, size, rng)
                raw = scale.max - step if item.reverse else scale.min + step
                row[item.id] = str(raw) if cell is None else cell
    return rows


def _spoil_last(drawn: list[int], top: int, rng: random.Random) -> None:
    """Let two people swap a step, so that no group answers too neatly."""
    a, b = rng.sample(range(len(drawn)), 2)
    if drawn[a] < top and drawn[b] > 0:
        drawn[a] += 1
        drawn[b] -= 1


def everything() -> tuple[list[Questionnaire], dict[str, list[dict[str, str]]]]:
    """All answers: the questionnaires, and for each group one row per respondent."""
    rng = random.Random(SEED)
    questionnaires = []
    for path in shipped_questionnaires().values():
        read = read_questionnaire(path).value
        if read is not None:
            questionnaires.append(read)
    questionnaires.sort(key=lambda q: ["sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"].index(q.id))
    rows: dict[str, list[dict[str, str]]] = {}
    for group, (perspective, size, prefix) in GROUPS.items():
        rows[group] = [{"respondent": f"{prefix}{n + 1:02}", "group": group} for n in range(size)]
        for questionnaire in questionnaires:
            if perspective == "mirror" and questionnaire.id != "fremdbild-selbstbild":
                continue
            for row, cells in zip(rows[group], answers_of(questionnaire, group, rng), strict=True):
                row |= cells
    for row in (row for group in rows.values() for row in group):
        for item, text in COMMENTS.get(row["respondent"], {}).items():
            row[f"comment:{item}" if item else "comment"] = text
    return questionnaires, rows


def commented(rows: list[dict[str, str]]) -> dict[str, str]:
    """Column heads of the comments that some people wrote."""
    return {key: key for row in rows for key in row if key.partition(":")[0] == "comment"}


def header(questionnaires: list[Questionnaire], with_text: bool) -> dict[str, str]:
    """Column heads by item id: the id alone, or followed by the German text."""
    heads = {}
    for questionnaire in questionnaires:
        for item in questionnaire.items():
            text = item.text if isinstance(item.text, str) else item.text["de"]
            heads[item.id] = f"{item.id} {text}" if with_text else item.id
    return heads


def write_csv(path: Path, columns: dict[str, str], rows: list[dict[str, str]], encoding: str) -> None:
    """Write a CSV the way a German Excel does: semicolons, Windows line ends."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(columns.values())
        writer.writerows([row.get(key, "") for key in columns] for row in rows)


def write_xlsx(path: Path, columns: dict[str, str], rows: list[dict[str, str]]) -> None:
    """Write a workbook with numbers as numbers."""
    book = Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2026, 10, 30, 12, 0)
    sheet = book.active
    assert sheet is not None
    sheet.title = "Antworten"
    sheet.append(list(columns.values()))
    for row in rows:
        cells = [row.get(key, "") for key in columns]
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in cells])
    sheet.freeze_panes = "C2"
    book.save(path)


def write_yaml(path: Path, row: dict[str, str], mode: str) -> None:
    """Write one response as YAML."""
    lines = ["# yaml-language-server: $schema=../../../schemas/response.schema.json"]
    lines += ["format: salesex/response/1", f"respondent: {row['respondent']}", f"group: {row['group']}"]
    lines += [f"mode: {mode}", "answers:"]
    words = {"respondent", "group", *commented([row])}
    lines += [f"  {key}: {value}" for key, value in row.items() if key not in words and value]
    if "comment" in row:
        lines.append(f"comment: {row['comment']}")
    path.write_text("\n".join(lines).replace(": ?", ': "?"') + "\n", encoding="utf-8", newline="\n")


def main(folder: Path = FOLDER) -> None:
    """Write all response files of the example."""
    questionnaires, rows = everything()
    responses = folder / "responses"
    responses.mkdir(parents=True, exist_ok=True)
    leading = {"respondent": "respondent", "group": "group"}
    sales = {**leading, **header(questionnaires, with_text=True)}
    team = rows["sales-team"] + rows["inside-sales"]
    write_csv(responses / "vertrieb.csv", sales | commented(team), team, "cp1252")
    inside = {**leading, **header(questionnaires, with_text=False)}
    others = rows["service"] + rows["engineering"] + rows["marketing"]
    write_xlsx(responses / "andere-bereiche.xlsx", inside | commented(others), others)
    mirror = [q for q in questionnaires if q.id == "fremdbild-selbstbild"]
    labels = {str(value): in_language(text, "de") for value, text in mirror[0].scale.labels.items()}
    customers = [
        {key: labels.get(cell, cell) if key.startswith("FS-") else cell for key, cell in row.items()}
        for row in rows["customers"]
    ]
    asked = {**leading, **header(mirror, True), **commented(customers)}
    write_csv(responses / "kunden.csv", asked, customers, "utf-8-sig")
    for row in rows["head-of-sales"] + rows["management"]:
        write_yaml(responses / f"{row['respondent'].lower()}.yaml", row, "moderated")


if __name__ == "__main__":
    main()
