"""Logos: pictures by their content, from inside the folder, never from among the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesex.model.pictures import picture_kind
from salesex.surveys.engagements.logos import read_logo

PNG = b"\x89PNG\r\n\x1a\n and so on"
ILLUSTRATOR = b"""\xef\xbb\xbf<?xml version="1.0"?>
<!-- <html> -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [
  <!ENTITY ns "http://example.org/">
]>
<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>"""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"<svg/>", "image/svg+xml"),
        (b"\n <svg\nwidth='1'>", "image/svg+xml"),
        (ILLUSTRATOR, "image/svg+xml"),
        (b"", None),
        (b"PNG", None),
        (b"\x89PNG", None),
        (b"GIF89a", None),
        (b"%PDF-1.7", None),
        (b"respondent;group;SE-S01\n<svg>", None),
        (b"respondent: <svg/>", None),
        (b"<svgs/>", None),
        (b"<html><svg/></html>", None),
        (b"<!-- <svg/>", None),
    ],
)
def test_kinds(data: bytes, expected: str | None) -> None:
    assert picture_kind(data) == expected


@pytest.mark.parametrize("part", [b"<??>", b"<!---->", b"<!DOCTYPE>", b"<!DOCTYPE[]>", b" "])
def test_a_file_of_openings_is_no_picture(part: bytes) -> None:
    assert picture_kind(part * 5000) is None


def test_a_picture_is_read(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(PNG)
    assert read_logo(tmp_path, "pictures/a.png") == PNG
    assert read_logo(tmp_path, "pictures\\a.png") == PNG


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nowhere.png", "missing"),
        ("responses", "missing"),
        ("../acme/nowhere.png", "missing"),
        ("../other.png", "outside"),
        ("/etc/passwd", "outside"),
        ("C:/logo.png", "outside"),
        ("a\0b", "outside"),
        ("text.png", "refused"),
        ("responses/a.png", "refused"),
        ("Notes/a.png", "refused"),
        ("private/deep/a.png", "refused"),
        ("results/a.png", "refused"),
        ("pictures/../results/a.png", "refused"),
        ("../acme/responses/a.png", "refused"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, expected: str) -> None:
    folder = tmp_path / "acme"
    for below in ("responses", "Notes", "private/deep", "results", "pictures"):
        (folder / below).mkdir(parents=True)
        (folder / below / "a.png").write_bytes(PNG)
    (folder / "text.png").write_bytes(b"respondent;group")
    (tmp_path / "other.png").write_bytes(PNG)
    assert read_logo(folder, name) == expected


def test_a_link_is_what_it_leads_to(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    (folder / "responses").mkdir(parents=True)
    (folder / "responses" / "scan.png").write_bytes(PNG)
    (tmp_path / "other.png").write_bytes(PNG)
    try:
        (folder / "a.png").symlink_to(folder / "responses" / "scan.png")
    except OSError:
        pytest.skip("this system lets nobody make links")
    (folder / "b.png").symlink_to(tmp_path / "other.png")
    (folder / "c.png").symlink_to(folder / "c.png")
    assert read_logo(folder, "a.png") == "refused"
    assert read_logo(folder, "b.png") == "outside"
    assert read_logo(folder, "c.png") in {"outside", "missing"}


def test_a_locked_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(PNG)

    def locked(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert read_logo(tmp_path, "a.png") == "refused"
