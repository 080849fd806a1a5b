"""`salesex assess`: what it prints, what it writes, what stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesex import store
from salesex.errors import CannotRunError


def replace_in(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="")


def test_it_prints_the_result_and_writes_both_files(salesex, acme: Path) -> None:
    ran = salesex("assess", acme)
    assert ran.code == 0
    for words in (
        "Muster & Söhne GmbH",
        "Wer geantwortet hat",
        "22 von 24",
        "unter 5",
        "Sales-Ex-Profil",
        "Vertriebsteam",
        "Sicherheit",
        "Selbstbild",
        "Fremdbild",
        "Stufe",
        "Abstand",
        "Was nicht gezeigt wird",
        "Geschrieben",
    ):
        assert words in ran.out
    assert "blinder Fleck" in " ".join(ran.out.split())
    assert str(acme / "results" / "results.json") in ran.out
    assert "geändert" not in ran.out
    assert sorted(path.name for path in (acme / "results").iterdir()) == ["results.json", "scores.csv"]
    assert max(map(len, ran.out.splitlines()[:-3])) <= 80
    assert all(line == line.rstrip() for line in ran.out.splitlines())


def test_the_same_answers_give_the_same_bytes_and_no_change(salesex, acme: Path) -> None:
    salesex("assess", acme)
    before = (acme / "results" / "results.json").read_bytes()
    ran = salesex("assess", acme)
    assert (acme / "results" / "results.json").read_bytes() == before
    assert "Was sich seit dem letzten Lauf geändert hat\n  Nichts." in ran.out


def test_changes_since_the_last_run_are_told(salesex, acme: Path) -> None:
    salesex("assess", acme)
    table = acme / "responses" / "answers.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("sales-team-00")]
    table.write_text("\n".join(kept) + "\n", encoding="utf-8")
    ran = salesex("assess", acme)
    assert ran.code == 0
    changes = ran.out.partition("Was sich seit dem letzten Lauf geändert hat")[2]
    assert "Antworten, Vertriebsteam  22 → 21" in changes
    assert "(−1)" in changes


def test_lang_chooses_the_words(salesex, acme: Path) -> None:
    ran = salesex("assess", acme, "--lang", "en")
    assert "Who answered" in ran.out
    assert "22 of 24" in ran.out
    assert "Wer geantwortet hat" not in ran.out


def test_json_is_exactly_the_stored_file(salesex, acme: Path) -> None:
    ran = salesex("assess", acme, "--format", "json")
    assert ran.code == 0
    assert ran.out.encode() == (acme / "results" / "results.json").read_bytes()
    assert json.loads(ran.out)["format"] == "salesex/results/1"
    assert "results.json" in ran.err


def test_seed_is_kept(salesex, acme: Path) -> None:
    ran = salesex("assess", acme, "--format", "json", "--seed", "7")
    assert json.loads(ran.out)["provenance"]["seed"] == 7


def test_errors_stop_it_and_leave_former_results_whole(salesex, acme: Path) -> None:
    salesex("assess", acme)
    before = {path.name: path.read_bytes() for path in (acme / "results").iterdir()}
    replace_in(acme / "responses" / "answers.csv", "service-00;service", "service-00;servcie")
    replace_in(acme / "engagement.yaml", '"wave": "2026"', '"wave": "2026", "wawe": "x"')
    ran = salesex("assess", acme)
    assert ran.code == 1
    assert ran.out == ""
    assert "engagement.yaml:" in ran.err
    assert "error[E" in ran.err
    assert {path.name: path.read_bytes() for path in (acme / "results").iterdir()} == before


def test_strict_lets_warnings_fail(salesex, acme: Path) -> None:
    (acme / "responses" / "notes.txt").write_text("x", encoding="utf-8")
    ran = salesex("assess", acme)
    assert ran.code == 0
    assert "warning[R030]" in ran.err
    assert "Warnungen: 1" in ran.out
    quiet = salesex("assess", acme, "-q")
    assert quiet.err == ""
    strict = salesex("assess", acme, "--strict")
    assert strict.code == 1
    assert strict.out == ""
    assert "0 Fehler, 1 Warnung; nichts wurde geschrieben" in strict.err


def test_no_such_folder_exits_3(salesex, tmp_path: Path) -> None:
    ran = salesex("assess", tmp_path / "nowhere")
    assert ran.code == 3
    assert "nowhere" in ran.err
    assert not (tmp_path / "nowhere").exists()


def test_nothing_to_show_exits_4_with_the_remedy(salesex, acme: Path) -> None:
    table = acme / "responses" / "answers.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    kept = [lines[0], *(line for line in lines if line.startswith("marketing"))]
    table.write_text("\n".join(kept) + "\n", encoding="utf-8")
    ran = salesex("assess", acme)
    assert ran.code == 4
    lines = ran.err.splitlines()
    assert "put small groups of one perspective together:" in lines[1]
    assert "      groups:" in lines
    assert "        marketing-it: {title: Marketing and IT, perspective: external}" in lines
    assert "column `group`" in lines[-1]
    assert not (acme / "results").exists()


def test_no_answers_at_all_exit_4(salesex, acme: Path) -> None:
    (acme / "responses" / "answers.csv").unlink()
    ran = salesex("assess", acme)
    assert ran.code == 4
    assert "responses/" in ran.err


def test_a_locked_file_exits_3_and_changes_nothing(salesex, acme: Path, monkeypatch) -> None:
    salesex("assess", acme)
    before = (acme / "results" / "results.json").read_bytes()
    real = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == "scores.csv":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    ran = salesex("assess", acme, "--seed", "7")
    assert ran.code == 3
    assert "scores.csv" in ran.err
    assert "Excel" in ran.err
    assert (acme / "results" / "results.json").read_bytes() == before
    assert sorted(path.name for path in (acme / "results").iterdir()) == ["results.json", "scores.csv"]


def test_an_interrupted_write_leaves_the_former_results(salesex, acme: Path, monkeypatch) -> None:
    salesex("assess", acme)
    before = {path.name: path.read_bytes() for path in (acme / "results").iterdir()}

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    assert salesex("assess", acme, "--seed", "7").code == 130
    assert {path.name: path.read_bytes() for path in (acme / "results").iterdir()} == before


def test_report_checks_for_pango_before_anything(salesex, acme: Path, monkeypatch) -> None:
    from salesex import pipeline

    def missing() -> None:
        raise CannotRunError("Pango is missing", "Install it: apt-get install libpango-1.0-0")

    monkeypatch.setattr(pipeline, "check_pdf", missing)
    ran = salesex("assess", acme, "--report")
    assert ran.code == 3
    assert "apt-get install" in ran.err
    assert not (acme / "results").exists()


def test_former_results_of_another_version_do_not_stop_it(salesex, acme: Path) -> None:
    (acme / "results").mkdir()
    (acme / "results" / "results.json").write_text('{"format": "salesex/results/2"}', encoding="utf-8")
    assert salesex("assess", acme).code == 0
    assert store.read_results(acme) is not None


@pytest.mark.parametrize(
    ("bad", "shown"),
    [
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("\\u001b[31mred", "\\x1b[31mred"),
        ("=1+1", "=1+1"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("a\\u202eb", "a\\u202eb"),
        (":smile:", ":smile:"),
    ],
)
def test_text_from_files_is_shown_as_it_is(salesex, acme: Path, bad: str, shown: str) -> None:
    replace_in(acme / "engagement.yaml", "Vertriebsteam", bad)
    replace_in(acme / "engagement.yaml", "Muster & Söhne GmbH", bad)
    ran = salesex("assess", acme)
    assert ran.code == 0, ran.err
    assert ran.out.startswith(shown)
    assert ran.out.count(shown) > 1
    assert "\x1b" not in ran.out + ran.err
    assert "\u202e" not in ran.out + ran.err
