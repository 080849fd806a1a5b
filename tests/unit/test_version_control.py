"""Version control without git: its list of files in every version, and what it ignores, beside git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from salesex.pipeline.privacy.version_control import version_control

PATHS = (
    "responses/a.csv", "responses/sub/ä.csv", "private/ledger.json", "private/codes.csv", "notes/x.md",
    "notes/deep/y.md", "inbox/b.xlsx", "b.tmp", "#c", "out/a.txt", "out/b.txt", "a1.log", "ab.log",
)  # fmt: skip
IGNORE = """# what stays here
/responses/
private/*
!private/codes.csv
**/deep
*.tmp
\\#c
out/**
!out/b.txt
a[0-9].log
[!b]b.log
"""


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "repo" / "acme"
    for path in PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    try:
        run(tmp_path / "repo", "init", "-q")
    except FileNotFoundError:
        pytest.skip("git is not installed")
    return folder


def run(folder: Path, *words: str, said: str = "") -> str:
    ran = subprocess.run(
        ["git", *words], cwd=folder, input=said.encode("utf-8"), capture_output=True, check=False
    )
    return ran.stdout.decode("utf-8")


@pytest.mark.parametrize("where", [".gitignore", "../.gitignore", "../.git/info/exclude"])
def test_what_is_ignored_is_what_git_ignores(git: Path, where: str) -> None:
    text = IGNORE if where == ".gitignore" else IGNORE.replace("/responses/", "/acme/responses/").replace(
        "private/", "acme/private/").replace("out/", "acme/out/")  # fmt: skip
    (git / where).parent.mkdir(parents=True, exist_ok=True)
    (git / where).write_text(text, encoding="utf-8")
    ignored = run(git, "check-ignore", "-z", "--stdin", said="\0".join(PATHS)).split("\0")
    found = version_control(git, PATHS)
    assert found.not_ignored == tuple(path for path in PATHS if path not in ignored)
    assert len(ignored) > 5
    assert (found.committed, found.unknown) == ((), False)


@pytest.mark.parametrize("version", [2, 3, 4])
def test_the_list_of_files_is_read_in_every_version(git: Path, version: int) -> None:
    run(git, "add", "responses", "notes", "out")
    if version == 3:
        run(git, "add", "--intent-to-add", "b.tmp")
    run(git, "update-index", f"--index-version={version}")
    listed = run(git, "ls-files", "-z").split("\0")
    found = version_control(git, PATHS)
    assert found.committed == tuple(path for path in PATHS if path in listed)
    assert len(found.committed) >= 6


def test_long_checksums_are_read_too(tmp_path: Path) -> None:
    try:
        run(tmp_path, "init", "-q", "--object-format=sha256", "repo")
    except FileNotFoundError:
        pytest.skip("git is not installed")
    folder = tmp_path / "repo"
    if not folder.is_dir():
        pytest.skip("this git knows no long checksums")
    (folder / "a.csv").write_text("x", encoding="utf-8")
    (folder / "b.csv").write_text("x", encoding="utf-8")
    run(folder, "add", "a.csv", "b.csv")
    assert version_control(folder, ("a.csv", "b.csv")).committed == ("a.csv", "b.csv")


def test_a_further_working_copy_points_to_its_list(git: Path) -> None:
    run(git, "add", "responses")
    run(git, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")
    run(git, "worktree", "add", "-q", "../../further")
    further = git.parents[1] / "further" / "acme"
    found = version_control(further, PATHS)
    assert found.committed == ("responses/a.csv", "responses/sub/ä.csv")


def test_a_list_that_cannot_be_read_is_no_list_without_files(git: Path) -> None:
    (git.parent / ".git" / "index").write_bytes(b"DIRC\0\0\0\x02\0\0\0\x09" + b"x" * 30)
    found = version_control(git, PATHS)
    assert (found.unknown, found.committed) == (True, ())


def test_other_systems_are_named_and_no_system_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "acme"
    folder.mkdir(parents=True)
    assert version_control(folder, ("responses/",)).root is None
    (tmp_path / ".svn").mkdir()
    assert version_control(folder, ("responses/",)).unknown
