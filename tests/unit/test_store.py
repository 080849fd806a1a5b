"""Results on disk: what is written is read back, byte for byte."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import salesex
from salesex import pipeline, store, writing
from salesex.errors import CannotRunError
from salesex.model.results import Results


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Results of the three shipped questionnaires, with one group too small to show."""
    folder = tmp_path_factory.mktemp("store") / "acme"
    new = pipeline.new_engagement("Müller & Söhne", "de", today=dt.date(2026, 11, 2))
    items = [item.id for entry in pipeline.questionnaires() for item in entry.definition.items()]
    rows = [["respondent", "group", *items]]
    for group, count in {"sales-team": 7, "other-departments": 6, "management": 2}.items():
        for person in range(count):
            answers = [str(1 + (person + at * 3) % 4) for at in range(len(items))]
            rows.append([f"{group}-{person}", group, *answers])
    table = "".join(f"{','.join(row)}\n" for row in rows)
    files = {**new.files, "responses/answers.csv": table.encode()}
    return salesex.assess(writing.write_folder(folder, files))


def test_round_trip_gives_equal_results_and_equal_bytes(scored: Results) -> None:
    data = store.results_json(scored)
    again = store.parse_results(data)
    assert again == scored
    assert store.results_json(again) == data


def test_results_json_has_the_documented_shape(scored: Results) -> None:
    data = store.results_json(scored)
    content = json.loads(data)
    assert list(content) == ["format", "engagement", "provenance", "questionnaires"]
    assert content["format"] == "salesex/results/1"
    part = content["questionnaires"]["sales-ex"]
    assert list(part)[:5] == ["definition", "participation", "blocks", "left_out", "scores"]
    assert part["definition"]["scale"]["labels"]["5"] == {"de": "trifft voll zu", "en": "fully applies"}
    assert {"class", "pair", "gap"} <= set(part["gaps"][0])
    assert "class_" not in part["gaps"][0]
    assert isinstance(part["gaps"][0]["pair"], list)
    assert data.endswith(b"\n}\n")
    assert data.decode() == json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    assert b"\r" not in data
    assert "Söhne".encode() in data
    assert not data.startswith(b"\xef\xbb\xbf")


def test_numbers_that_are_not_finite_are_refused(scored: Results) -> None:
    part = scored.questionnaires["sales-ex"]
    broken = replace(part, scores=(replace(part.scores[0], score=float("nan")),))
    with pytest.raises(ValueError):
        store.results_json(replace(scored, questionnaires={"sales-ex": broken}))


def test_unknown_keys_are_ignored(scored: Results) -> None:
    content = json.loads(store.results_json(scored))
    content["later"] = {"x": 1}
    content["questionnaires"]["sales-ex"]["scores"][0]["percentile"] = 3
    assert store.parse_results(json.dumps(content).encode()) == scored


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "`format` is None"),
        (b'{"format": "salesex/engagement/1"}', "`format` is 'salesex/engagement/1'"),
        (b'{"format": "salesex/results/2"}', "has the format salesex/results/2"),
        (b'{"format": "salesex/results/1"}', "missing required field `engagement`"),
    ],
)
def test_a_file_of_another_kind_is_a_clear_error(data: bytes, said: str) -> None:
    with pytest.raises(CannotRunError) as error:
        store.parse_results(data, "results.json")
    assert said in error.value.message
    assert error.value.help


def test_scores_csv_has_one_row_per_score_and_nothing_for_hidden_values(scored: Results) -> None:
    data = store.scores_csv(scored)
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert list(rows[0]) == list(store.SCORE_COLUMNS)
    assert len(rows) == sum(len(part.scores) for part in scored.questionnaires.values())
    hidden = [row for row in rows if row["status"] != "ok"]
    assert hidden
    assert {(row["n"], row["score"], row["sd"]) for row in hidden} == {("", "", "")}
    name, part = next(iter(scored.questionnaires.items()))
    first = part.scores[0]
    assert (rows[0]["questionnaire"], rows[0]["id"], float(rows[0]["score"])) == (
        name,
        first.id,
        first.score,
    )
    assert b"\r" not in data


def test_write_results_writes_both_files_and_reads_them_back(tmp_path: Path, scored: Results) -> None:
    written = store.write_results(tmp_path, scored)
    assert sorted(path.name for path in written) == ["results.json", "scores.csv"]
    assert store.read_results(tmp_path) == scored
    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == ["results.json", "scores.csv"]


def test_no_stored_results_is_none(tmp_path: Path) -> None:
    assert store.read_results(tmp_path) is None
    assert store.read_results(tmp_path / "nowhere") is None


def test_results_json_is_renamed_last(
    tmp_path: Path, scored: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed: list[str] = []
    real = Path.replace

    def watch(self: Path, target: Path) -> Path:
        renamed.append(Path(target).name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    store.write_results(tmp_path, scored)
    assert renamed == ["scores.csv", "results.json"]
