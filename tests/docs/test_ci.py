"""Workflows and hooks, ours and those the documentation shows, are valid by their published schemas."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def run(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
        **options,
    )


def shown(pages: dict[str, Any], name: str, folder: Path) -> Path:
    """The file of that name in docs/ci.md."""
    (block,) = [block for block in pages["docs/ci.md"].blocks if block.file == name]
    path = folder / Path(name).name
    path.write_text(block.text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "workflows").iterdir()), ids=lambda path: path.name
)
def test_our_workflows_are_valid(path: Path) -> None:
    done = run("check_jsonschema", "--builtin-schema", "vendor.github-workflows", path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "schema"),
    [(".github/workflows/questionnaires.yaml", "github-workflows"), (".gitlab-ci.yml", "gitlab-ci")],
)
def test_workflows_that_are_shown_are_valid(pages, tmp_path: Path, name: str, schema: str) -> None:
    path = shown(pages, name, tmp_path)
    done = run("check_jsonschema", "--builtin-schema", f"vendor.{schema}", path)
    assert done.returncode == 0, done.stdout


def test_a_broken_workflow_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "broken.yml"
    path.write_text("on: push\njobs: {a: {steps: [{uses: 1}]}}\n", encoding="utf-8")
    assert run("check_jsonschema", "--builtin-schema", "vendor.github-workflows", path).returncode == 1


def test_the_hook_is_valid() -> None:
    done = run("pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["a.yaml", "acme/Engagement.YML", "acme/responses/A.CSV", "b.XLSX", "c.Tsv"])
def test_the_hook_runs_for_whatever_is_checked(name: str) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.search(hook["files"], name)
    assert not re.search(hook["files"], f"{name}.txt")


def test_the_configuration_that_is_shown_names_the_hook(pages, tmp_path: Path) -> None:
    path = shown(pages, ".pre-commit-config.yaml", tmp_path)
    done = run("pre_commit", "validate-config", path)
    assert done.returncode == 0, done.stdout
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (asked,) = yaml.safe_load(path.read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert asked["id"] == hook["id"]


def test_the_hook_runs_once_and_finds_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pre-commit would run: the entry, the arguments, no file names."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["pass_filenames"] is False
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (tmp_path / "own.yaml").write_text("format: salesex/questionnaire/1\n", encoding="utf-8")
    done = run(*hook["entry"].split(), "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert "own.yaml:1:1: error[Q013]" in done.stdout
    assert "compose.yaml" not in done.stdout


def test_our_workflow_runs_on_three_systems_and_every_python() -> None:
    import tomllib

    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
    matrix = workflow["jobs"]["test"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [f"Programming Language :: Python :: {version}" for version in matrix["python"]] == [
        line for line in project["classifiers"] if line.startswith("Programming Language :: Python :: 3")
    ]
