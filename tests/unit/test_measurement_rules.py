"""Rules about measurement: what the examples of the catalogue leave open, and the search for types."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.catalogue import tell
from salesex.model.rules import ReferenceType, Tie, TypeCondition, TypeRules
from salesex.scoring.types import classify
from salesex.surveys.questionnaires.questionnaires import questionnaire_of
from salesex.surveys.questionnaires.rules.reach import is_out_of_reach, reach
from salesex.surveys.questionnaires.rules.sentences import trouble
from salesex.surveys.yaml.parsing import parse


def profile(*weights: float, scoring: str = "", more: tuple[str, ...] = ()) -> str:
    """A questionnaire of one dimension; `more` are keys per item, in order."""
    keys = [*more, *[""] * len(weights)]
    items = "\n".join(
        f"      - {{id: A{n}, text: Text {n}, weight: {weight:f}{key}}}"
        for n, (weight, key) in enumerate(zip(weights, keys))
    )
    return (
        "format: salesex/questionnaire/1\nid: own\nversion: 1\ntitle: T\n"
        f"scale: {{min: 1, max: 5, labels: {{1: low, 5: high}}}}\n{scoring}"
        f"dimensions:\n  - id: d\n    title: D\n    items:\n{items}\n"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Kunden loben uns."', True),
        ('"Kunden loben uns."', False),
        ("'Kunden loben uns.\"'", False),
        ('Wir sagen "ja"', False),
        ('Wir sagen „ja"', False),
        ('Bildschirme haben 27"', False),
    ],
)
def test_a_quote_that_nothing_opens_is_told(text: str, found: bool) -> None:
    written = profile(1, 1, 1).replace(
        "      - {id: A0, text: Text 0, weight: 1.000000}", f"      - id: A0\n        text: {text}"
    )
    assert text in written
    assert ("Q103" in codes(written)) == found


def codes(text: str) -> list[str]:
    document = parse(text.encode(), "own.yaml", "Q")
    return [issue.code for issue in questionnaire_of(document).issues]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((1, 1, 1), []),
        ((2, 1, 1), []),
        ((2.01, 1, 1), ["Q079"]),
        ((1, 1, 0.02), ["Q080"]),
        ((1, 1, 0.021), []),
        ((1,) * 200, []),
        ((1,) * 199 + (0.09,), ["Q080"]),
        ((1,) * 199 + (0.11,), []),
        ((100, 1, 0.1), ["Q079"]),
        ((1, 1), ["Q071"]),
        ((1, 3), ["Q071", "Q079"]),
    ],
)
def test_weights(weights: tuple[float, ...], expected: list[str]) -> None:
    assert sorted(codes(profile(*weights))) == expected


@pytest.mark.parametrize(
    ("more", "share", "expected"),
    [
        ((", observers: [self]",), 0.7, ["Q081"]),
        ((", observers: [self]",), 0.6, []),
        ((", observers: [self]", ", observers: [self]", ", observers: [self]"), 0.7, []),
        ((", observers: [self], scored: false",), 0.7, ["Q071"]),
        (("", "", ", observers: [self]"), 0.0, []),
    ],
)
def test_observers_follow_the_share_that_counts(
    more: tuple[str, ...], share: float, expected: list[str]
) -> None:
    text = profile(1, 1, 1, scoring=f"scoring: {{min_answered_share: {share}}}\n", more=more)
    assert codes(text) == expected


def test_comments_switch_them_off_at_the_dimension() -> None:
    text = profile(1, 1).replace("  - id: d", "  # salesex: ignore Q071 a pilot\n  - id: d")
    assert codes(text) == []


def test_an_error_of_measurement_can_be_switched_off() -> None:
    text = profile(1, 1, 1, more=(", scored: false",) * 3)
    assert codes(text) == ["Q072"]
    assert codes(text.replace("  - id: d", "  - id: d  # salesex: ignore Q072 a trial")) == []


def test_the_same_text_ignores_case_and_spaces_and_copies_of_an_item() -> None:
    text = profile(1, 1, 1)
    assert codes(text.replace("text: Text 1", "text: TEXT 0")) == ["Q087"]
    assert codes(text.replace("text: Text 1", "text: 'Text   0'")) == ["Q087"]
    assert codes(text.replace("id: A1, text: Text 1", "id: A0, text: Text 0")) == ["Q033"]


def test_one_issue_for_a_text_that_is_the_same_in_two_languages() -> None:
    text = profile(1, 1, 1).replace("text: Text 0", "text: {de: Eins, en: One}")
    text = text.replace("text: Text 1", "text: {de: Eins, en: One}")
    assert codes(text) == ["Q087"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ziele werden vereinbart und schriftlich festgehalten."),
        ("de", "Die Ziele sind klar und die Führung hört zu den Themen zu."),
        ("de", "Der Preis stimmt, und die Lieferung ist pünktlich."),
        ("de", "Der Vertrieb fragt nach dem Bedarf und dokumentiert ihn."),
        ("de", "Anfragen werden beantwortet. Angebote folgen schnell."),
        ("de", "Anfragen gehen schnell raus; Angebote auch."),
        ("en", "Goals are documented and reviewed every month."),
        ("en", "Sales knows its customers and has enough time for them."),
        ("en", "Goals are clear as well as progress is reviewed."),
        ("en", "Managers listen. They also act."),
        ("fr", "Les objectifs sont clairs; ils sont suivis."),
        ("", "Goals are clear and progress is reviewed."),
    ],
)
def test_two_statements(language: str, text: str) -> None:
    assert trouble(text, language, reverse=False) == "Q088"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Marketing und Vertrieb planen ihre Maßnahmen in gemeinsamen Terminen."),
        ("de", "Alle wissen, was Marketing und Vertrieb planen."),
        ("de", "Alle wissen, was junge Kollegen und erfahrene Führungskräfte planen."),
        ("de", "Die Auskünfte sind schnell und direkt."),
        ("de", "Bestehende und neue Kunden werden angesprochen."),
        ("de", "Der Außendienst nutzt z. B. Videotermine."),
        ("de", "Wir nutzen digitale Wege bzw. Videotermine im Alltag."),
        ("de", "Produkte sowie Preise sind bekannt."),
        ("en", "Marketing and sales plan their activities in joint sessions."),
        ("en", "Everyone knows what marketing and sales are planning."),
        ("en", "Sales is open to ideas and suggestions that are made by customers."),
        ("en", "Prices, terms, and delivery dates are known."),
        ("en", "Both marketing and sales are involved."),
        ("en", "Sales has the tools and training it needs."),
        ("de", "Goals are clear and progress is reviewed."),
        ("de", "Ziele werden nicht besprochen."),
        ("de", "Weder Preise noch Termine sind bekannt."),
        ("de", "Das ist nicht unter Kontrolle."),
        ("en", "It is not until Monday."),
        ("de", "Wir kennen die Muster GmbH & Co. KG gut."),
        ("de", "Das gilt für sog. Key Accounts."),
        ("de", "Rabatte sind nicht unbedingt nötig."),
        ("de", "Der Vertrieb antwortet nie unmittelbar."),
        ("de", "Preise sind nicht universell gültig."),
        ("de", "Der Innendienst erhält insb. Anfragen von Neukunden."),
        ("de", "Angebote gelten mind. Dreißig Tage."),
        ("de", "Zum 31. Dezember werden die Ziele festgelegt."),
        ("de", "Preise verstehen sich zzgl. Mehrwertsteuer."),
        ("de", "Die allg. Geschäftsbedingungen sind bekannt."),
        ("de", "Unsere Ansprechpartner, z. B. Einkäufer, kennen uns."),
        ("de", "Der Vertriebsleiter, Hr. Müller, gibt Rückmeldung."),
        ("de", "Dr. Schmidt leitet den Vertrieb."),
        ("de", "Der Umsatz liegt bei ca. Zwei Mio. Euro."),
        ("de", "Wir haben keine Ziele, keine Budgets, keine Pläne."),
        ("de", "Kunden erhalten ohne Rückfrage und ohne Verzögerung Auskunft."),
        ("de", "Der Vertrieb arbeitet nicht unter Zeitdruck."),
        ("de", "Niemand wird übergangen."),
        ("de", "Aufträge ohne Deckungsbeitrag nehmen wir an."),
        ("de", "Nicht nur der Preis, sondern auch die Qualität zählt."),
        ("de", "Nicht zuletzt der Service überzeugt ohne Einschränkung."),
        ("de", "Unsere Kunden wissen, was sie von uns erwarten können."),
        ("de", "Vertrieb und Marketing haben gemeinsame Ziele und Kennzahlen."),
        ("de", "Wir gewinnen Neukunden und halten Bestandskunden."),
        ("de", "Führungskräfte coachen ihr Team im Alltag."),
        ("de", "Die Besuchsplanung richtet sich nach Potenzial und Wertigkeit."),
        ("de", "Das CRM-System wird von allen genutzt."),
        ("de", "Der Deckungsbeitrag je Kunde ist bekannt."),
        ("de", "Verkäufer nehmen sich Zeit für Vor- und Nachbereitung."),
        ("de", "Außen- und Innendienst arbeiten eng zusammen."),
        ("de", "Reklamationen werden innerhalb von 24 Std. Ortszeit beantwortet."),
        ("de", "Nicht-Kunden werden nicht vergessen."),
        ("de", "Wer Ziele verfehlt, bekommt Unterstützung und Rückhalt."),
        ("de", "Unsere Preise sind fair und nachvollziehbar."),
        ("de", "Die Abt. Vertrieb ist gut erreichbar."),
        ("de", "Gespräche finden nicht ungefähr, sondern genau statt."),
        ("de", "Die Verkäufer kommen nicht unangemeldet."),
        ("de", "Rabatte gibt es nicht ohne Weiteres."),
        ("en", "The rules are not universal."),
        ("en", "Prices are not unanimously accepted."),
        ("en", "No one is responsible, not even the manager."),
        ("en", "We have goals that are clear and can be measured."),
        ("en", "Customers who say no are not called again."),
        ("en", "Item No. 1 is not sold."),
        ("en", "Invoices are paid no later than on day 30, not earlier."),
        ("en", "There are no goals, no budgets and no plans."),
        ("en", "Orders arrive without delay and without errors."),
        ("en", "The CEO, resp. Sales, decides vs. Marketing."),
        ("en", "Acme Inc. Sales is known to us."),
        ("en", "We sell with approx. Ten partners."),
        ("en", "The U.S. Market is served from Germany."),
        ("en", "Not only price but also quality counts."),
        ("en", "Sales is not under pressure."),
        ("en", "The plan is not unique to us."),
        ("en", "Managers understand what customers need and expect."),
        ("en", "We know which accounts are profitable and which are not."),
        ("en", "Sales and marketing share goals and key figures."),
        ("en", "Salespeople prepare and follow up their visits."),
        ("en", "Whether or not a deal is won, we learn from it."),
        ("en", "Nothing but the best is good enough, no doubt."),
        ("en", "It is never too late to call."),
        ("en", "Our prices are fair and easy to understand."),
        ("en", "Pipeline reviews take place every month."),
        ("en", "The team does not undermine decisions."),
        ("en", "We do not undertake projects at a loss."),
        ("en", "I can rely on my manager's word and support."),
        ("en", "Dept. Heads know their numbers."),
        ("en", "Mr. Smith leads sales."),
        ("en", "Is clear and is good. " * 40),
    ],
)
def test_no_false_alarm(language: str, text: str) -> None:
    assert trouble(text, language, reverse=False) is None


@pytest.mark.parametrize(
    ("language", "text", "reverse", "code"),
    [
        ("de", "Es gibt keine Anfrage, die nicht beantwortet wird.", False, "Q089"),
        ("de", "Das ist nicht unwichtig.", False, "Q089"),
        ("de", "Unternehmen nehmen uns nicht ungern auf.", False, "Q089"),
        ("de", "Unsere Preise sind nie unfaire Preise.", False, "Q089"),
        ("en", "No offer is sent without review.", False, "Q089"),
        ("en", "There is no request that is not answered.", True, "Q089"),
        ("en", "It isn't unusual to be late.", False, "Q089"),
        ("de", "Ziele werden nicht besprochen.", True, "Q090"),
        ("de", "Ziele werden nicht nur besprochen.", True, None),
        ("en", "Targets are never reviewed.", True, "Q090"),
        ("en", "Reports don’t arrive in time.", True, "Q090"),
        ("en", "Everyone knows the plan now.", True, None),
    ],
)
def test_negations(language: str, text: str, reverse: bool, code: str | None) -> None:
    assert trouble(text, language, reverse=reverse) == code


@pytest.mark.parametrize("text", ["Niemand arbeitet ohne Ziele.", "Targets don't, never, change."])
def test_a_closer_look_is_taken_where_it_is_needed(text: str) -> None:
    assert codes(profile(1, 1, 1).replace("text: Text 1", f'text: "{text}"')) == ["Q089"]


POINTS = st.integers(0, 10).map(lambda tenth: 10.0 * tenth)
CONDITION = st.builds(
    TypeCondition,
    st.one_of(st.none(), POINTS),
    st.one_of(st.none(), POINTS),
).filter(lambda condition: condition != TypeCondition())


@st.composite
def type_sets(draw: st.DrawFn) -> TypeRules:
    dimensions = [f"d{n}" for n in range(draw(st.integers(1, 3)))]
    reference = {
        f"t{n}": ReferenceType(
            "T",
            {dimension: draw(POINTS) for dimension in dimensions},
            above_is_fine=draw(st.booleans()),
            requires=draw(CONDITION) if n else None,
        )
        for n in range(draw(st.integers(1, 4)))
    }
    order = draw(st.permutations(list(reference)))
    return TypeRules(reference, tie=Tie(draw(st.sampled_from([0.0, 1.0, 5.0])), tuple(order)))


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(type_sets())
def test_what_a_grid_reaches_is_reached(rules: TypeRules) -> None:
    dimensions = list(next(iter(rules.reference.values())).profile)
    steps = [100.0 * n / 20 for n in range(21)] if len(dimensions) < 3 else [12.5 * n for n in range(9)]
    grid = product(steps, repeat=len(dimensions))
    seen = {classify(dict(zip(dimensions, point)), rules, n=9, stability=None).type for point in grid}
    for name in rules.reference:
        found = reach(name, rules)
        assert found is not None or name not in seen
        assert is_out_of_reach(name, rules) is (found is None)
        if found is not None:
            assert all(0 <= score <= 100 for score in found.values())
            assert classify(found, rules, n=9, stability=None).type == name


def test_a_type_between_generous_ones_is_in_reach() -> None:
    profiles = [(75, 95, 100, 80, 45, 55), (75, 65, 85, 80, 25, 100), (60, 50, 100, 75, 20, 15)]
    profiles += [(70, 55, 55, 35, 5, 0), (35, 100, 25, 80, 65, 85), (90, 85, 100, 45, 55, 60)]
    reference = {
        f"t{n}": ReferenceType(
            "T",
            {f"d{m}": float(score) for m, score in enumerate(scores)},
            above_is_fine=n in (0, 2, 3),
            requires=TypeCondition(range_at_least=30) if n in (2, 3) else TypeCondition() if n else None,
        )
        for n, scores in enumerate(profiles)
    }
    rules = TypeRules(reference, tie=Tie(order=tuple(reference)))
    assert not is_out_of_reach("t5", rules)
    found = reach("t5", rules)
    assert found is not None and classify(found, rules, n=9, stability=None).type == "t5"


SCALARS = st.sampled_from(["0", "1", "0.5", "70", "100", "true", "false", "x", "self", "d", "t", "min", ""])
CASES = sorted((Path(__file__).parents[1] / "cases" / "valid").glob("*/*.yaml"))


def _parts(value: object) -> list[tuple[object, object]]:
    """Every place in a tree, as its container and key."""
    found: list[tuple[object, object]] = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        found += [(value, key), *_parts(below)]
    return found


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(st.sampled_from([path for path in CASES if path.parent.name in {"profile", "roadmap"}]), st.data())
def test_no_rule_raises(path: Path, data: st.DataObject) -> None:
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for _ in range(data.draw(st.integers(1, 4))):
        place: tuple[object, object] = data.draw(st.sampled_from(_parts(tree)))
        container, key = place
        if data.draw(st.booleans()):
            container[key] = data.draw(SCALARS)  # type: ignore[index]
        elif len(container) > 1:  # type: ignore[arg-type]
            del container[key]  # type: ignore[attr-defined]
    text = yaml.dump(tree, allow_unicode=True, sort_keys=False)
    reading = questionnaire_of(parse(text.encode(), "own.yaml", "Q"))
    for issue in reading.issues:
        assert tell(issue, "de").message and tell(issue, "en").message
