from __future__ import annotations

import hashlib

import pytest

from salesex.surveys.yaml import nodes as yaml_nodes
from salesex.surveys.yaml.nodes import sha256_of
from salesex.surveys.yaml.parsing import parse


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "python":
        monkeypatch.setattr(yaml_nodes, "LOADER", yaml_nodes._python_loader())
    return str(request.param)


def codes(data: bytes | str) -> list[tuple[str, int | None, int | None]]:
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return [(issue.code, issue.line, issue.column) for issue in parse(raw, "a.yaml", "Q").issues]


@pytest.mark.usefixtures("loader")
class TestBothLoaders:
    def test_scalars_are_as_written(self) -> None:
        root = parse(b"a: No\nb: 1.0\nc: 0x1F\nd: 12:30\ne: 2026-01-01\nf: ~\n", "a", "Q").root
        assert [value.value for _, value in root.value] == ["No", "1.0", "0x1F", "12:30", "2026-01-01", "~"]
        assert root.value[1][1].start_mark.line == 1

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", ("Q002", 1, 1)),
            ("# nothing\n", ("Q002", 1, 1)),
            ("---\n", ("Q002", 1, 1)),
            ("a: 1\n---\nb: 2\n", ("Q003", 2, 1)),
            ("a:\n\tb: 1\n", ("Q006", 2, 1)),
            ("a: &x 1\n", ("Q008", 1, 4)),
            ("a: *b*\n", ("Q008", 1, 4)),
            ("a: !<x\n", ("Q009", 1, 4)),
            ("a: !!int 1\n", ("Q009", 1, 4)),
            ("a: 1\nb: \x07\n", ("Q005", 2, 4)),
            ("a: \0\n", ("Q005", 1, 4)),
        ],
    )
    def test_what_is_not_read(self, text: str, expected: tuple[str, int, int]) -> None:
        assert codes(text) == [expected]

    def test_deep_nesting(self) -> None:
        for text in (
            "[" * 3000 + "]" * 3000,
            "- " * 500 + "x",
            "\n".join(" " * n + "a:" for n in range(300)),
        ):
            assert [code for code, _, _ in codes(text)] == ["Q007"]


def test_ampersands_and_asterisks_in_texts_are_fine() -> None:
    text = 'a: "Marketing &Vertrieb, *wichtig* !sofort"\nb: Marketing & Vertrieb\nc: 3*4\n'
    assert codes(text) == []


def test_an_alias_bomb_is_one_kind_of_error() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert {code for code, _, _ in codes("\n".join(lines))} == {"Q008"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: ü".encode("latin-1"), [("Q004", 1, 4)]),
        (b"\xef\xbb\xbfa: 1", []),
        ("a: ü".encode("utf-16"), []),
        ("a: u".encode("utf-16-le"), [("Q005", 1, 2)]),
        (b"\xff\xfea", [("Q004", 1, 1)]),
        (b"x" * 21_000_000, [("Q027", None, None)]),
    ],
)
def test_encodings(data: bytes, expected: list[tuple[str, int, int]]) -> None:
    assert codes(data) == expected


def test_hash_ignores_bom_and_line_ends() -> None:
    plain = sha256_of(parse("a: ü\nb: 1\n".encode(), "a", "Q").text)
    assert plain == hashlib.sha256("a: ü\nb: 1\n".encode()).hexdigest()
    assert sha256_of(parse("\ufeffa: ü\r\nb: 1\r\n".encode(), "a", "Q").text) == plain
    assert sha256_of(parse("a: ü\nb: 1\n".encode("utf-16"), "a", "Q").text) == plain


def test_pointers_escape_what_they_must() -> None:
    root = parse(b"a/b: [x, {c~d: y}]", "a", "Q").root
    found = set(yaml_nodes.pointers(root).values())
    assert found == {"", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/c~0d"}
