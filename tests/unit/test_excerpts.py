from __future__ import annotations

from pathlib import Path

import pytest

from salesex.catalogue.excerpts import EXAMPLES, MOST, Excerpt, example
from salesex.cli.excerpt import excerpt_lines

CODES = sorted(path.parent.name for path in EXAMPLES.glob("*/at.txt"))


def put(folder: Path, code: str, at: str, **files: str | bytes) -> None:
    """Write an example; `wrong_a_txt="x"` is the file wrong/a.txt."""
    for name, content in files.items():
        side, _, rest = name.partition("_")
        path = folder / code / side / rest.replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / code).mkdir(parents=True, exist_ok=True)
    (folder / code / "at.txt").write_text(f"{at}\n", encoding="utf-8")


def lines(excerpt: Excerpt | None, width: int = 40) -> list[str]:
    assert excerpt is not None
    return list(excerpt_lines(excerpt, width, str))


@pytest.mark.parametrize("code", CODES)
def test_every_example_shows_its_place(code: str) -> None:
    found = example(code)
    if found is None:
        files = [path.suffix for path in (EXAMPLES / code / "wrong").rglob("*") if path.is_file()]
        assert all(ending in {".xlsx", ".xls", ".png", ".csv", ".ods"} for ending in files)
        return
    at = (EXAMPLES / code / "at.txt").read_text(encoding="utf-8").split()[0].split(":")
    shown = [number for number, _ in found.wrong[0].rows]
    if len(at) > 1 and found.wrong[0].file == at[0]:
        assert int(at[1]) in shown
        marks = [line for line in lines(found.wrong[0], 80) if line.strip(" |") == "^"]
        assert len(marks) == (len(at) > 2)
    if found.right is not None:
        assert [*found.wrong[0].rows, found.wrong[0].file] != [*found.right.rows, found.right.file]


def test_a_window_around_the_place_and_the_change(tmp_path: Path) -> None:
    text = "".join(f"line {number}\n" for number in range(1, 31))
    put(tmp_path, "Q099", "a.txt:20:6", wrong_a_txt=text, right_a_txt=text.replace("line 20", "mended"))
    found = example("Q099", tmp_path)
    assert found is not None
    assert lines(found.wrong[0]) == [
        "18 | line 18",
        "19 | line 19",
        "20 | line 20",
        "   |      ^",
        "21 | line 21",
        "22 | line 22",
    ]
    assert [line for line in lines(found.right) if "mended" in line] == ["20 | mended"]


def test_lines_far_apart_have_a_gap(tmp_path: Path) -> None:
    text = "".join(f"line {number}\n" for number in range(1, 31))
    put(tmp_path, "Q099", "a.txt:20:1", wrong_a_txt=text, right_a_txt=text.replace("line 2\n", ""))
    found = example("Q099", tmp_path)
    assert found is not None
    assert " … |" in lines(found.wrong[0])
    assert lines(found.right)[0].startswith("1 | line 1")


def test_long_excerpts_are_cut(tmp_path: Path) -> None:
    put(tmp_path, "Q099", "a.txt:1:1", wrong_a_txt="x\n", right_a_txt="y\n" * 500)
    found = example("Q099", tmp_path)
    assert found is not None and found.right is not None
    assert len(found.right.rows) == MOST


def test_long_lines_are_cut_around_the_place() -> None:
    text = "x" * 50 + "HERE" + "y" * 50
    marked = lines(Excerpt("a", ((1, (text,)),), line=1, column=51))
    assert max(map(len, marked)) <= 40
    assert marked[0][marked[1].index("^") :].startswith("HERE")
    changed = lines(Excerpt("a", ((1, (text,)),), changed=((1, 51),)))
    assert "HERE" in changed[0]
    assert len(changed) == 1
    assert lines(Excerpt("a", ((1, (text,)),), line=1, column=105))[0].endswith("y")


def test_a_table_is_shown_as_rows_with_its_header(tmp_path: Path) -> None:
    rows = ["respondent;group;L1"] + [f"P{number};team;{number}" for number in range(1, 9)]
    text = "\n".join(rows)
    put(tmp_path, "Q099", "a.csv:8:3", wrong_a_csv=text, right_a_csv=text.replace("team;7", "team;5"))
    found = example("Q099", tmp_path)
    assert found is not None
    assert lines(found.wrong[0]) == [
        "1 | respondent  group  L1",
        "… |",
        "6 | P5          team   5",
        "7 | P6          team   6",
        "8 | P7          team   7",
        "  |                    ^",
        "9 | P8          team   8",
    ]


def test_a_wide_table_keeps_the_marked_column() -> None:
    cells = tuple(f"column-{number}" for number in range(30))
    shown = lines(Excerpt("a.csv", ((1, cells), (2, cells)), True, 2, 21), 60)
    assert max(map(len, shown)) <= 60
    assert shown[1][shown[2].index("^") :].startswith("column-20")
    assert "column-0 " in shown[0] and "…" in shown[0]


def test_a_table_that_cannot_be_read_is_shown_as_it_stands(tmp_path: Path) -> None:
    put(tmp_path, "Q099", "a.csv:2", wrong_a_csv='a;b\n"x;y\nz;1\n', right_a_csv='a;b\n"x";y\nz;1\n')
    found = example("Q099", tmp_path)
    assert found is not None
    assert not found.wrong[0].is_table
    assert '2 | "x;y' in lines(found.wrong[0])


def test_where_mending_takes_the_file_away(tmp_path: Path) -> None:
    put(tmp_path, "Q099", "a.txt", wrong_a_txt="x\n")
    found = example("Q099", tmp_path)
    assert found is not None
    assert found.right is None
    put(tmp_path, "Q099", "a.txt", right_b_txt="x\n")
    found = example("Q099", tmp_path)
    assert found is not None and found.right is not None
    assert found.right.file == "b.txt"


def test_the_change_may_be_in_another_file(tmp_path: Path) -> None:
    put(tmp_path, "E099", "a.txt:1:1", wrong_a_txt="x\n", right_b_txt="new\n")
    put(tmp_path, "base", "", **{"._a_txt": "x\n", "._b_txt": "old\n"})
    found = example("E099", tmp_path)
    assert found is not None and found.right is not None
    assert [excerpt.file for excerpt in found.wrong] == ["a.txt", "b.txt"]
    assert lines(found.wrong[1]) == ["1 | old"]
    assert found.right.file == "b.txt"
    assert lines(found.right) == ["1 | new"]


def test_what_is_no_text_or_not_there_is_not_shown(tmp_path: Path) -> None:
    assert example("Q099", tmp_path) is None
    put(tmp_path, "Q099", "a.xlsx", wrong_a_xlsx=b"PK\x03\x04\0\0", right_a_xlsx=b"PK\x03\x04\0\1")
    assert example("Q099", tmp_path) is None
    put(tmp_path, "Q098", "responses")
    assert example("Q098", tmp_path) is None
    put(tmp_path, "Q097", "a.txt", wrong_a_txt="")
    found = example("Q097", tmp_path)
    assert found is not None and found.wrong[0].rows == ((1, ("",)),)


def test_utf16_is_text(tmp_path: Path) -> None:
    put(tmp_path, "Q099", "a.txt:1:1", wrong_a_txt="größer".encode("utf-16"), right_a_txt="größer")
    found = example("Q099", tmp_path)
    assert found is not None
    assert lines(found.wrong[0])[0] == "1 | größer"
