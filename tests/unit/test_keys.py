"""Keys: every number has exactly one, and reads back to what it names."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from salesex.model.keys import Key, keys_of, names_of
from salesex.model.results import ScoreRow


def row(level: str, id: str, scope: str = "overall", scope_id: str | None = None) -> ScoreRow:
    return ScoreRow(None, level, id, scope, scope_id, 5, 50.0, None, None, None, "ok", None)  # type: ignore[arg-type]


def test_an_id_that_is_taken_stands_after_its_level() -> None:
    rows = [
        row("dimension", "type"),
        row("facet", "x"),
        row("item", "x"),
        row("item", "type"),
        row("item", "y"),
    ]
    names = names_of(SimpleNamespace(scores=rows))  # type: ignore[arg-type]
    assert list(names.values()) == ["dimension:type", "x", "item:x", "item:type", "y"]
    assert len(set(names.values())) == len(rows)


@pytest.mark.parametrize(
    ("key", "written"),
    [
        (Key("q", "one", "score", "dimension", "one"), "q.one"),
        (Key("q", "one", "score", "dimension", "one", ("rest-self",)), "q.one@rest-self"),
        (Key("q", "3.technical", "score", "axis", "3.technical", ("self",)), "q.3.technical@self"),
        (Key("q", "gap.one", "gap", "dimension", "one", ("self", "external")), "q.gap.one"),
        (Key("q", "gap.one", "gap", "dimension", "one", ("self", "mirror")), "q.gap.one@self/mirror"),
    ],
)
def test_a_key_is_written_as_people_write_it(key: Key, written: str) -> None:
    assert str(key) == written


def test_keys_of_groups_that_are_hidden_exist(make: SimpleNamespace) -> None:
    from salesex.model.results import Provenance, ResponsesVersion, Results
    from salesex.pipeline.assessment import about
    from salesex.scoring.assessment import score_engagement

    questionnaire = make.profile({"one": ["A"]}, gaps=make.gap_rules())
    engagement = make.engagement(questionnaire, [make.group("team"), make.group("few")], minimum=3)
    scored = score_engagement(engagement, make.responses(engagement, {"team": [[3]] * 5, "few": [[1]]}))
    made = Provenance("0", "0", 1, {}, ResponsesVersion(1, ""))
    keys = keys_of(Results(engagement=about(engagement), provenance=made, questionnaires=scored))
    assert {"profile.one@few", "profile.gap.one@team/few", "profile.A@self", "profile.overall"} <= set(keys)
    assert all(str(key) == name for name, key in keys.items())
