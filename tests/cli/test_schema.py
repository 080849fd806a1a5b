"""`salesex schema`: the schema of a kind of file, printed or written."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.parametrize("kind", ["questionnaire", "engagement", "response", "map", "results"])
def test_it_prints_what_is_shipped(process, kind: str, root: Path) -> None:
    ran = process("schema", kind)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == (root / "schemas" / f"{kind}.schema.json").read_bytes()


def test_it_writes_a_file_in_place_of_the_former(salesex, tmp_path: Path, root: Path) -> None:
    target = tmp_path / "new" / "own.schema.json"
    for _ in range(2):
        ran = salesex("schema", "response", "--output", target)
        assert (ran.code, ran.out, ran.err) == (0, f"{target}\n", "")
        assert target.read_bytes() == (root / "schemas" / "response.schema.json").read_bytes()
    assert [path.name for path in target.parent.iterdir()] == ["own.schema.json"]
    assert salesex("schema", "response", "--output", tmp_path).code == 3


def test_another_kind_is_wrong_use(salesex) -> None:
    ran = salesex("schema", "questionaire")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean questionnaire?" in ran.err
    assert "questionnaire, engagement, response, map, results" in ran.err
    assert salesex("schema").code == 2


def test_a_copy_of_ones_own_keeps_no_path_that_leads_nowhere(salesex, tmp_path: Path, root: Path) -> None:
    shipped = root / "questionnaires" / "sales-ex" / "sales-ex.yaml"
    text = shipped.read_text(encoding="utf-8").replace("id: sales-ex\n", "id: own\n")
    own = tmp_path / "own.yaml"
    elsewhere = text.replace("../../schemas/", "https://example.org/")
    for number, (content, kept) in enumerate([(text, False), (elsewhere, True)]):
        own.write_text(content, encoding="utf-8")
        folder = tmp_path / f"acme{number}"
        assert salesex("init", folder, "--questionnaire", own).code == 0
        copied = (folder / "questionnaires" / "own.yaml").read_text(encoding="utf-8")
        assert copied.startswith("# yaml-language-server: ") is kept
        assert salesex("validate", folder).code == 0
