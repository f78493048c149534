"""The folders are layers: each imports only from those before it, no module runs in a circle, none grows too long."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "catspaw"
LAYERS = (
    "errors", "facts", "lists", "names", "places", "goods", "owners", "rules", "screen", "routes", "foresight",
    "explain", "report", "desk", "cli", "__main__",
)  # fmt: skip
TOP = ("explain", "report", "desk", "cli", "__main__")  # may ask the top of the package, which gathers the public names
NAMELESS = {"util", "utils", "helper", "helpers", "core", "misc", "common", "tools", "stuff", "manager"}
MOST_LINES = 400


@cache
def modules() -> dict[str, Path]:
    """All modules by their dotted name below the package; the package itself is ''."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def layer(module: str) -> str:
    """The folder (or single file) at the top that a module belongs to."""
    return module.partition(".")[0]


@cache
def tree(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imports(module: str, only_when_run: bool = False) -> Iterator[str]:
    """The package's own modules that a module imports; `only_when_run`: not those in functions or for types only."""
    nodes = _at_import(tree(module).body) if only_when_run else ast.walk(tree(module))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (_inner(alias.name) for alias in node.names if _is_own(alias.name))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import; write it in full"
            if node.module and _is_own(node.module):
                inner = _inner(node.module)
                names = [f"{inner}.{alias.name}".lstrip(".") for alias in node.names]
                yield from (name if name in modules() else inner for name in names)


def _at_import(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Statements that run when a module is imported: not within functions, not under TYPE_CHECKING."""
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        yield node
        for inner in ("body", "orelse", "finalbody"):
            yield from _at_import([stmt for stmt in getattr(node, inner, []) if isinstance(stmt, ast.stmt)])


def _is_own(name: str) -> bool:
    return name == "catspaw" or name.startswith("catspaw.")


def _inner(name: str) -> str:
    return name.removeprefix("catspaw").removeprefix(".")


def test_every_folder_has_its_place_among_the_layers() -> None:
    """A new folder must say where it stands."""
    assert {layer(module) for module in modules()} - {""} <= set(LAYERS)


@pytest.mark.parametrize("module", sorted(set(modules()) - {""}))
def test_a_module_imports_only_from_layers_before_its_own(module: str) -> None:
    """Facts at the bottom, the command line on top; imports within functions and for types count too."""
    allowed = {*LAYERS[: LAYERS.index(layer(module)) + 1], *([""] if layer(module) in TOP else [])}
    above = sorted({name for name in imports(module) if layer(name) not in allowed})
    assert not above, f"{module} imports from a layer above its own: {above}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Each module can be read, and loaded, after those it rests on."""
    graph = {module: set(imports(module, only_when_run=True)) & set(modules()) - {module} for module in modules()}
    done: set[str] = set()
    while ready := {module for module, needs in graph.items() if module not in done and needs <= done}:
        done |= ready
    assert done == set(graph), f"a circle among {sorted(set(graph) - done)}"


@pytest.mark.parametrize("module", modules())
def test_a_module_is_short(module: str) -> None:
    """One noun a module."""
    assert len(modules()[module].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", modules())
def test_a_module_says_why_it_exists(module: str) -> None:
    """The first line of the docstring is a sentence of its own."""
    text = ast.get_docstring(tree(module))
    assert text, f"{module or 'catspaw'} has no docstring"
    assert len(text.splitlines()[0].split()) >= 3, text


def test_no_module_has_a_name_that_says_nothing() -> None:
    """A module is called after what it knows."""
    assert not {module for module in modules() if NAMELESS & set(module.split("."))}


def test_no_facts_file_is_longer_than_a_person_reviews() -> None:
    """One idea a file, in facts as in code."""
    long = {
        path.name: lines
        for path in sorted((PACKAGE / "world").rglob("*.toml"))
        if (lines := path.read_bytes().count(b"\n")) > MOST_LINES
    }
    assert not long
