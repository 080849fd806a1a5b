"""The eight sentences the example was made to say (see examples/make_muster_maschinenbau.py)."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from salesex.reports import formats

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "muster-maschinenbau" / "responses"


@pytest.fixture
def example(case_of: Callable[[str], Any]) -> Any:
    return case_of("example")


def said(example: Any, language: str) -> str:
    """The report's text, with "n = 32" in ordinary spaces."""
    return example.text(language).replace("n\u00a0=\u00a0", "n = ")


def score(example: Any, questionnaire: str, id: str, side: str | None = None) -> str:
    part = example.results.questionnaires[questionnaire]
    row = part.score("dimension", id, "perspective" if side else "overall", side)
    return formats.score(row.score)


def test_1_closest_to_a_macher(example: Any) -> None:
    part = example.results.questionnaires["sales-ex"]
    row = next(row for row in part.types if row.scope == "overall")
    assert (row.type, row.qualifier, row.certainty) == ("macher", "visible", "medium")
    mean = {
        pair: sum(part.score("dimension", key).score for key in pair) / 2
        for pair in (("management", "relationship"), ("strategy", "information"))
    }
    high, low = mean.values()
    assert high - low > 15
    german, english = formats.number(high - low, "de", 1), formats.number(high - low, "en", 1)
    assert f"Am ehesten Typ Macher: Management und Kundenbeziehung liegen {german} Punkte vorn" in said(
        example, "de"
    )
    assert (
        f"Closest to Doer (Macher): Management and Customer relationship are {english} points ahead"
        in said(example, "en")
    )
    assert "erkennbar, Sicherheit mittel" in said(example, "de")


def test_2_sales_sees_a_macher_the_others_an_aktivist(example: Any) -> None:
    rows = {row.scope_id: row for row in example.results.questionnaires["sales-ex"].types}
    assert (rows["self"].type, rows["external"].type) == ("macher", "aktivist")
    assert "Im Selbstbild Macher, im Fremdbild Aktivist" in said(example, "de")
    assert "Doer (Macher) in the self view, Activist (Aktivist) in the external view" in said(example, "en")
    for side, image, sure in (
        ("self", "Selbstbild: Macher", "hoch"),
        ("external", "Fremdbild: Aktivist", "mittel"),
    ):
        assert f"{image}, ausgeprägt, Sicherheit {sure} (n = {rows[side].n})." in said(example, "de")


def test_3_relationship_leads_information_lags(example: Any) -> None:
    part = example.results.questionnaires["sales-ex"]
    high, low = (part.score("dimension", key).score for key in ("relationship", "information"))
    distance = formats.score(high - low)
    assert 18 <= high - low <= 24
    assert f"Kundenbeziehung liegt vorn, Information bleibt {distance} Punkte dahinter zurück" in said(
        example, "de"
    )
    assert f"Customer relationship leads, Information lags {distance} points behind" in said(example, "en")


def test_4_technology_is_ready_for_stage_4_the_organisation_holds_at_2(example: Any) -> None:
    row = next(
        r for r in example.results.questionnaires["omnichannel-roadmap"].roadmap if r.scope == "overall"
    )
    assert (row.stage, row.axis_stages) == (2, {"technical": 4, "organisational": 2})
    assert "Technik reicht für Stufe 4, Organisation hält das Unternehmen auf Stufe 2" in said(example, "de")
    assert "is ready for stage 4, Organisation keeps the company at stage 2" in said(example, "en")


def test_5_stage_4_is_an_island(example: Any) -> None:
    row = next(
        r for r in example.results.questionnaires["omnichannel-roadmap"].roadmap if r.scope == "overall"
    )
    assert row.islands == (4,)
    german, english = said(example, "de"), said(example, "en")
    assert "Eine Insel auf Stufe 4" in german and "An island at stage 4" in english
    assert (
        "Für sich genommen ist diese Stufe schon erfüllt. Sie zählt erst, wenn Stufe 3 erreicht ist" in german
    )
    assert "Taken by itself, this stage is met already. It counts once stage 3 is reached" in english


def test_6_customer_orientation_is_a_blind_spot_and_customers_agree(example: Any) -> None:
    part = example.results.questionnaires["fremdbild-selbstbild"]
    row = next(
        g
        for g in part.gaps
        if g.level == "dimension" and g.id == "customer" and g.pair == ("self", "external")
    )
    assert row.class_ == "blind_spot"
    mirror = score(example, "fremdbild-selbstbild", "customer", "mirror")
    gap = formats.signed(int(formats.score(row.a)) - int(formats.score(row.b)), "de")  # as a reader reckons
    own, other = formats.score(row.a), formats.score(row.b)
    german, english = said(example, "de"), said(example, "en")
    assert f"Selbstbild {own} (n = {row.n_a}), Fremdbild {other} (n = {row.n_b}), Abstand {gap}." in german
    ends = [formats.signed(end, "de") for end in (row.ci_low, row.ci_high)]
    assert f"Mit 95\u00a0% Sicherheit liegt der Abstand zwischen {ends[0]} und {ends[1]}." in german
    assert "Großer Unterschied (g\u00a0=\u00a01,9), mehr als Zufall (p < 0,001)." in german
    assert row.evidence == "finding"  # so nothing stands between "sieht sich" and "deutlich"
    assert "Kundenorientierung: Der Vertrieb sieht sich deutlich günstiger, als ihn andere erleben." in german
    assert f"Auch die Kundenseite urteilt bei Kundenorientierung zurückhaltender ({mirror} Punkte)." in german
    assert f"Self view {own} (n = {row.n_a}), external view {other} (n = {row.n_b}), gap {gap}." in english
    assert (
        f"Customers and partners, too, judge Customer orientation with more reserve ({mirror} points)."
        in english
    )


def test_7_team_orientation_is_a_hidden_strength(example: Any) -> None:
    part = example.results.questionnaires["fremdbild-selbstbild"]
    row = next(
        g for g in part.gaps if g.level == "dimension" and g.id == "team" and g.pair == ("self", "external")
    )
    assert row.class_ == "hidden_strength"
    german, english = example.texts("de"), example.texts("en")
    at = german.index("Teamorientierung")
    assert formats.signed(row.gap, "de") in german
    assert at >= 0 and "verborgene Stärke" in german and "hidden strength" in english
    assert "Die verborgene Stärke bei Teamorientierung gehört als Frage in die Ergebnisbesprechung" in said(
        example, "de"
    )
    assert row.evidence == "finding"  # as the other gap: no word of care on either
    message = "Kundenorientierung sieht der Vertrieb günstiger als andere, Teamorientierung strenger"
    assert message in said(example, "de")
    message = "Sales sees Customer orientation more favourably than others do, Team orientation more strictly"
    assert message in said(example, "en")


def test_8_marketing_is_shown_nowhere_and_counted_nowhere(example: Any) -> None:
    for part in example.results.questionnaires.values():
        assert all(row.score is None and row.n is None for row in part.scores if row.scope_id == "marketing")
        assert all("marketing" not in block.groups for block in part.blocks)
    german, english = said(example, "de"), said(example, "en")
    assert "Verborgen bleibt, wovon weniger als 5 Antworten vorliegen: Marketing." in german
    assert "Whatever has fewer than 5 answers stays hidden: Marketing." in english
    assert "In den gezeigten Gruppen antworteten 57 von 84, eine kleine Gruppe bleibt geschützt" in german
    assert "In the groups shown 57 of 84 answered, one small group stays protected" in english


def _script() -> Any:
    path = ROOT / "examples" / "make_muster_maschinenbau.py"
    spec = importlib.util.spec_from_file_location("make_muster_maschinenbau", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cells(path: Path) -> Iterator[list[Any]]:
    if path.suffix == ".xlsx":
        book = load_workbook(path, read_only=True)
        for sheet in book:
            yield from ([sheet.title, *row] for row in sheet.iter_rows(values_only=True))
        book.close()
    elif path.suffix == ".yaml":
        yield list(yaml.safe_load(path.read_text(encoding="utf-8")).items())
    else:
        encoding = "utf-8-sig" if path.name == "kunden.csv" else "cp1252"
        with path.open(encoding=encoding, newline="") as file:
            yield from csv.reader(file, delimiter=";")


def test_the_script_makes_the_same_answers_again(tmp_path: Path) -> None:
    _script().main(tmp_path)
    made = sorted(path.name for path in (tmp_path / "responses").iterdir())
    assert made == sorted(path.name for path in EXAMPLE.iterdir())
    for name in made:
        assert list(_cells(tmp_path / "responses" / name)) == list(_cells(EXAMPLE / name)), name
