"""An engagement folder as a consultant has it."""

from __future__ import annotations

import csv
import json
import random
import shutil
from array import array
from pathlib import Path

import pytest

from salesex.model import (
    MISSING,
    NO_ANSWER,
    Engagement,
    RaterGroup,
    Respondent,
    Responses,
)

ROOT = Path(__file__).parent.parent.parent
GROUPS = (
    ("management", "Geschäftsleitung", "Management", "self", 6, 62, None),
    ("sales-team", "Vertriebsteam", "Sales team", "self", 22, 70, None),
    ("service", "Service", "Service", "external", 9, 48, None),
    ("marketing", "Marketing", "Marketing", "external", 3, 45, None),
    ("customers", "Kundenunternehmen", "Customers", "mirror", 12, 50, ("fremdbild-selbstbild",)),
)


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """An engagement folder with a table of answers, as a consultant has it."""
    return _made(tmp_path / "acme")


@pytest.fixture(scope="session")
def once_assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `assess` writes beside the answers."""
    from salesex.cli import run

    folder = _made(tmp_path_factory.mktemp("once") / "acme")
    assert run(["assess", str(folder), "--quiet"]) == 0
    for path in (folder / "responses", folder / "engagement.yaml"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return folder


@pytest.fixture
def assessed(acme: Path, once_assessed: Path) -> Path:
    """`acme` after `salesex assess`."""
    shutil.copytree(once_assessed, acme, dirs_exist_ok=True)
    return acme


def _made(folder: Path) -> Path:
    engagement = _engagement()
    (folder / "responses").mkdir(parents=True)
    settings = {
        "format": "salesex/engagement/1",
        "client": engagement.client,
        "title": engagement.title,
        "language": "de",
        "date": "2026-11-02",
        "wave": "2026",
        "questionnaires": [part.id for part in engagement.questionnaires],
        "groups": {
            group.id: {
                "title": group.title,
                "perspective": group.perspective,
                "invited": group.invited,
                **({"questionnaires": list(group.questionnaires)} if group.questionnaires else {}),
            }
            for group in engagement.groups
        },
    }
    text = json.dumps(settings, ensure_ascii=False, indent=1)  # JSON is YAML
    (folder / "engagement.yaml").write_text(text, encoding="utf-8")
    _write_table(folder / "responses" / "answers.csv", _responses(engagement))
    return folder


def _write_table(path: Path, responses: Responses) -> None:
    width = len(responses.items)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["respondent", "group", *responses.items])
        for row, respondent in enumerate(responses.respondents):
            answers = responses.answers[row * width : (row + 1) * width]
            shown = ["" if value == MISSING else "?" if value == NO_ANSWER else value for value in answers]
            table.writerow([respondent.code, respondent.group, *shown])


def _engagement() -> Engagement:
    from salesex.surveys.questionnaires.questionnaires import read_questionnaire

    names = ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild")
    read = [read_questionnaire(ROOT / "questionnaires" / name / f"{name}.yaml").value for name in names]
    groups = tuple(
        RaterGroup(name, {"de": german, "en": english}, side, invited=count + 2, questionnaires=asked)
        for name, german, english, side, count, _, asked in GROUPS
    )
    return Engagement(
        client="Muster & Söhne GmbH",
        wave="2026",
        groups=groups,
        questionnaires=tuple(part for part in read if part is not None),
        title={"de": "Bewertung des Vertriebs", "en": "Assessment of sales"},
        language="de",
    )


def _responses(engagement: Engagement) -> Responses:
    chance = random.Random(7)
    items = {item.id: (part, item) for part in engagement.questionnaires for item in part.items()}
    respondents, answers = [], array("b")
    for name, _, _, _, count, level, asked in GROUPS:
        for number in range(count):
            respondents.append(Respondent(f"{name}-{number:02}", name))
            for part, item in items.values():
                scale = part.scale
                if asked and part.id not in asked:
                    answers.append(MISSING)
                    continue
                value = round(chance.gauss(scale.min + level / 25, 0.9))
                value = min(scale.max, max(scale.min, value))
                rare = chance.random()
                answers.append(
                    MISSING
                    if rare < 0.02
                    else NO_ANSWER
                    if rare < 0.04
                    else 6 - value
                    if item.reverse
                    else value
                )
    return Responses(tuple(respondents), tuple(items), answers, files=2, sha256="1" * 64)
