"""Who may import whom: data flows one way, heavy libraries are loaded only where they are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import salesex

PACKAGE = Path(salesex.__file__).parent
BOTTOM = {"errors", "catalogue", "frozen"}
MODEL = {"model", *BOTTOM}
WORKERS = {"surveys", "forms", "exports", "scoring", "reports"}
MAY_IMPORT = {
    "frozen": set(),
    "errors": {"frozen"},
    "catalogue": {"errors", "frozen"},
    "model": BOTTOM,
    "leftovers": set(),
    "modes": set(),
    "plainly": {"errors", "frozen"},
    "pending": {"leftovers", "plainly", "errors", "frozen"},
    "writing": {"pending", "modes", "plainly", "leftovers", "errors", "frozen"},
    "locking": {"pending", "plainly", "errors", "frozen"},
    "store": {"writing", "plainly", "leftovers", *MODEL},
    "journal": {"writing", "plainly", "locking", *MODEL},
    "surveys": MODEL,
    "forms": MODEL,
    "exports": MODEL,
    "scoring": MODEL,
    "reports": MODEL,
    "pipeline": {"store", "journal", "locking", "leftovers", *WORKERS, *MODEL, ""},
    "cli": {"pipeline", "store", "journal", "locking", "writing", *WORKERS, *MODEL, ""},
    "__main__": {"cli"},
    "": {"pipeline", *MODEL},
}
"""Which part of salesex may import which; "" is `salesex/__init__.py`."""
SURVEYS = {
    "yaml": 0,
    "formats": 1,
    "tables": 2,
    "questionnaires": 3,
    "engagements": 4,
    "answers": 5,
    "collecting": 6,
    "removal": 6,
    "schemas": 6,
}
"""Folders of `surveys/` from the ground up: each may import those below it, and nothing beside it."""
HEAVY = {"numpy", "pandas", "jinja2", "weasyprint", "openpyxl", "yaml", "msgspec", "rich", "typer", "scipy"}
WHERE = {
    "yaml": {"surveys/yaml/nodes.py"},
    "jinja2": {"reports/templating.py"},
    "weasyprint": {"reports/render.py"},
}
"""Libraries with a single place."""
LIGHT = {"cli", "pipeline", "store", "journal", "locking", "writing", ""}
"""Parts that load heavy libraries only when they use them."""
OPTIONS = {
    "cli/app.py",
    "cli/asking_commands.py",
    "cli/options.py",
    "cli/privacy_commands.py",
    "cli/questionnaire_commands.py",
}
"""Modules that say which options commands have."""
TABLES_OF_WORDS = {"reports/wording/de.py", "reports/wording/en.py"}
"""One line per sentence, no code: as long as there are sentences."""
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "shipped" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(module: str) -> str:
    """`salesex.surveys.tables.tables` belongs to `surveys`, `salesex` to ""."""
    return module.partition(".")[2].partition(".")[0]


def part_of_file(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield every imported module, and whether it is loaded together with the module itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node, top in _walk(tree, True):
        if isinstance(node, ast.Import):
            yield from ((alias.name, top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = str(node.module)
            if module == "salesex":
                named = {alias.name for alias in node.names}
                yield from ((f"salesex.{name}" if name in MAY_IMPORT else module, top) for name in named)
            else:
                yield module, top


def _walk(node: ast.AST, top: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield child, top
        yield from _walk(child, top and not inside)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    own = part_of_file(path)
    allowed = MAY_IMPORT[own] | {own}
    wrong = {
        module
        for module, _ in imports(path)
        if module.split(".")[0] == "salesex" and part_of(module) not in allowed
    }
    assert not wrong


@pytest.mark.parametrize("folder", SURVEYS)
def test_folders_of_surveys_import_downwards(folder: str) -> None:
    used = {
        module.split(".")[2]
        for path in (PACKAGE / "surveys" / folder).rglob("*.py")
        for module, _ in imports(path)
        if module.startswith("salesex.surveys.")
    }
    beside = {other for other, level in SURVEYS.items() if level >= SURVEYS[folder] and other != folder}
    assert not used & beside and len(list((PACKAGE / "surveys" / folder).glob("*.py"))) > 1


def test_every_folder_of_surveys_has_its_level() -> None:
    assert {path.parent.name for path in (PACKAGE / "surveys").glob("*/__init__.py")} == SURVEYS.keys()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_with_one_place_stay_there(path: Path) -> None:
    used = {module.split(".")[0] for module, _ in imports(path)}
    elsewhere = {library for library, places in WHERE.items() if name_of(path) not in places}
    assert not used & elsewhere
    if part_of_file(path) != "cli":
        assert not used & {"rich", "typer"}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in MODULES
        if part_of_file(path) in {"cli", "pipeline", "store", "journal", "locking", "writing", ""}
    ],
    ids=name_of,
)
def test_heavy_libraries_are_imported_inside_functions(path: Path) -> None:
    at_once = {module.split(".")[0] for module, top in imports(path) if top}
    allowed = {"typer"} if name_of(path) in OPTIONS else set()
    if name_of(path).startswith("cli/summary/"):
        allowed = {"rich"}
    assert not at_once & HEAVY - allowed


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name_of(path) not in TABLES_OF_WORDS], ids=name_of
)
def test_modules_stay_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(("salesex", *parts)).removesuffix(".__init__")


def test_nothing_imports_in_circles() -> None:
    """But for the front doors of packages, which name what lies behind them."""
    known = {module_of(path): path for path in MODULES if path.name != "__init__.py"}
    graph: dict[str, set[str]] = {}
    for module, path in known.items():
        used = set()
        for node, _ in _walk(ast.parse(path.read_text(encoding="utf-8")), True):
            if isinstance(node, ast.ImportFrom):
                named = (f"{node.module}.{alias.name}" for alias in node.names)
                used |= {name if name in known else str(node.module) for name in named}
        graph[module] = used & known.keys() - {module}
    assert list(TopologicalSorter(graph).static_order())


def test_the_walk_sees_imports_inside_functions(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text("import a\n\ndef f():\n    from salesex.cli import run\n", encoding="utf-8")
    assert list(imports(path)) == [("a", True), ("salesex.cli", False)]
