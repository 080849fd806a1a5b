"""A client's folder with generated answers, written as people write them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesex import pipeline
from salesex.model import Item, Questionnaire

ALWAYS = "2026-11-02"


@dataclass(frozen=True)
class Person:
    """One respondent: answers by item as written; None is left empty."""

    code: str
    group: str
    answers: dict[str, int | str | None]


@dataclass
class Client:
    """An engagement folder."""

    folder: Path
    people: list[Person] = field(default_factory=list)

    def settings(
        self, questionnaires: Sequence[str], groups: Mapping[str, Mapping[str, Any]], **more: Any
    ) -> None:
        """Write engagement.yaml (as JSON, which is YAML)."""
        content = {
            "format": "salesex/engagement/1",
            "client": "Acme GmbH",
            "language": "de",
            "date": ALWAYS,
            "wave": "2026",
            "questionnaires": list(questionnaires),
            "groups": {name: {"title": name, **about} for name, about in groups.items()},
            **more,
        }
        (self.folder / "responses").mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (self.folder / "engagement.yaml").write_text(text, encoding="utf-8")

    def answer(self, group: str, rows: Iterable[Mapping[str, int | str | None]]) -> None:
        """Add respondents of one group."""
        for answers in rows:
            code = f"{group}-{len(self.people):03}"
            self.people.append(Person(code, group, dict(answers)))

    def save(self) -> None:
        """Write everybody into one table."""
        self.put("answers.csv", csv_bytes(self.people))

    def put(self, name: str, data: bytes) -> Path:
        """Write one file of responses."""
        path = self.folder / "responses" / name
        path.write_bytes(data)
        return path

    def set_cell(self, row: int, column: int, value: str) -> None:
        """Change one cell of the saved table; rows and columns as a spreadsheet counts them."""
        path = self.folder / "responses" / "answers.csv"
        rows = [line.split(";") for line in path.read_text(encoding="utf-8").splitlines()]
        rows[row - 1][column - 1] = value
        path.write_text("\n".join(map(";".join, rows)) + "\n", encoding="utf-8")

    def empty(self) -> None:
        """Remove all files of responses."""
        for path in (self.folder / "responses").iterdir():
            path.unlink()

    def files(self) -> dict[str, bytes]:
        """Every file of the folder with its content."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @property
    def results(self) -> dict[str, Any]:
        """The stored results."""
        return json.loads((self.folder / "results" / "results.json").read_bytes())


def table(people: Sequence[Person], *, order: Sequence[str] = ()) -> list[list[str]]:
    """Header and rows; without an order the items are those of the first respondent."""
    items = list(order or dict.fromkeys(item for person in people for item in person.answers))
    shown = [
        [person.code, person.group, *("" if (a := person.answers.get(i)) is None else str(a) for i in items)]
        for person in people
    ]
    return [["respondent", "group", *items], *shown]


def csv_bytes(
    people: Sequence[Person], *, separator: str = ";", encoding: str = "utf-8", ends: str = "\n", **more: Any
) -> bytes:
    """A table as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=ends).writerows(table(people, **more))
    return out.getvalue().encode(encoding)


def xlsx_bytes(people: Sequence[Person], **more: Any) -> bytes:
    """A table as a workbook, with numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in table(people, **more):
        sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def yaml_bytes(person: Person) -> bytes:
    """One respondent as YAML."""
    lines = ["format: salesex/response/1", f"respondent: {person.code}", f"group: {person.group}", "answers:"]
    for item, answer in person.answers.items():
        if answer is not None:
            lines.append(f"  {item}: {answer}" if isinstance(answer, int) else f'  {item}: "{answer}"')
    return ("\n".join(lines) + "\n").encode("utf-8")


def at_level(item: Item, questionnaire: Questionnaire, score: int, number: int, people: int = 25) -> int:
    """The answer of one of 25 people, so that the mean of all is exactly this whole score.

    On a scale of five, the steps of 25 people sum up to 0-100: one step more is one point more.
    """
    scale = questionnaire.scale
    assert people * (scale.max - scale.min) == 100
    step = score // people + (number < score % people)
    return scale.max - step if item.reverse else scale.min + step


@pytest.fixture
def client(tmp_path: Path) -> Client:
    """An empty engagement folder."""
    return Client(tmp_path / "acme")


@pytest.fixture(scope="session")
def shipped() -> dict[str, Questionnaire]:
    """The questionnaires salesex brings along."""
    return {entry.id: entry.definition for entry in pipeline.questionnaires()}


@pytest.fixture(scope="session")
def writing() -> Any:
    """The writers of responses: csv, xlsx, yaml; and at_level."""
    from types import SimpleNamespace

    return SimpleNamespace(csv=csv_bytes, xlsx=xlsx_bytes, yaml=yaml_bytes, at_level=at_level, table=table)


@pytest.fixture
def two_groups(client: Client, shipped: dict[str, Questionnaire]) -> Callable[..., Client]:
    """A client with sales-ex only: seven in sales, six in service, every answer given."""

    def make(name: str = "sales-ex") -> Client:
        client.settings([name], {"sales": {"perspective": "self"}, "service": {"perspective": "external"}})
        items = [item.id for item in shipped[name].items()]
        for group, count, shift in (("sales", 7, 0), ("service", 6, 2)):
            rows = [
                {item: 1 + (3 * at + person + shift) % 5 for at, item in enumerate(items)}
                for person in range(count)
            ]
            client.answer(group, rows)
        client.save()
        return client

    return make
