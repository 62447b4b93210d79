"""The rules of the architecture, held over the imports of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline" / "claimcite"
MODULES = sorted(PACKAGE.rglob("*.py"))
MARKUP = {"bs4", "lxml", "trafilatura", "htmldate", "mwparserfromhell"}
HEAVY = {"spacy", "trafilatura", "bs4", "lxml", "dateparser", "mwparserfromhell", "onnxruntime", "torch"}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, at any depth; those of claimcite with their full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def tops(path: Path) -> set[str]:
    """The first parts of what a file imports."""
    return {name.partition(".")[0] for name in imports(path)}


def name_of(path: Path) -> str:
    """A file's name below the package."""
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_stage_keeps_to_its_libraries(path: Path) -> None:
    name, used = name_of(path), tops(path)
    if name in ("records.py", "spans.py", "errors.py"):
        assert used <= set(sys.stdlib_module_names) | {"claimcite"}, "records, spans and errors import the standard library alone"
    if name.startswith(("read/", "clean/", "link/", "store/", "export/", "lexicon/")):
        assert "spacy" not in used
    if not name.startswith("clean/"):
        assert not used & MARKUP or name == "export/run_json.py", "only clean knows markup"
    assert "onnxruntime" not in used or name == "model/files.py", "one place runs the model"
    assert not used & {"torch", "requests", "urllib3", "httpx", "pickle", "socket"}


#: What is compared by identity in ``annotate``: records of ours. A token of spaCy is another object at each look.
RECORDS = {"sentence", "one", "lead", "entity", "person", "rule", "of_predicate"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "annotate").rglob("*.py")), ids=name_of)
def test_tokens_are_not_compared_by_identity(path: Path) -> None:
    compared = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))) if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot)]
    sides = [(node.left, node.comparators[0]) for node in compared if not isinstance(node.comparators[0], ast.Constant)]
    assert {ast.unparse(side).rpartition(".")[2] for pair in sides for side in pair} <= RECORDS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_stage_knows_the_next_or_the_command_line(path: Path) -> None:
    order = ["read", "clean", "parse", "annotate", "claims", "link"]
    name = name_of(path)
    stage = name.partition("/")[0].removesuffix(".py")
    later = set(order[order.index(stage) + 1 :]) if stage in order else set()
    known = {".".join(i.split(".")[1:2]) for i in imports(path) if i.startswith("claimcite.")}
    if stage in order:
        assert not known & (later | {"cli", "flow", "store", "export", "report"}), f"{name} imports {known}"
    if not name.startswith("cli/") and name != "__main__.py":
        assert "cli" not in known


@pytest.mark.parametrize("path", [p for p in MODULES if not name_of(p).startswith("cli/") and name_of(p) != "__main__.py"], ids=name_of)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "exit", "quit", "eval", "exec", "input"), f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute) and node.attr == "_" and isinstance(node.value, ast.Name):
            raise AssertionError(f"{path}:{node.lineno}: nobody sets doc._")


def test_importing_the_package_is_light() -> None:
    code = f"import claimcite, sys; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(PACKAGE.parent)})
    assert done.stdout.strip() == "[]"


def test_public_names() -> None:
    import claimcite

    assert sorted(claimcite.__all__) == [
        "Claim", "ClaimciteError", "Config", "Document", "Mention", "Quarantined", "Record", "Reference", "Result", "__version__",
        "load_config", "load_lexicon", "load_model", "process", "read_inputs",
    ]  # fmt: skip
    for name in claimcite.__all__:
        assert getattr(claimcite, name) is not None


def test_functions_are_short() -> None:
    lengths = [
        (node.end_lineno - node.lineno + 1, f"{name_of(path)}:{node.name}")
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert max(lengths)[0] <= 60, max(lengths)
    assert sum(n > 30 for n, _ in lengths) < 0.1 * len(lengths)
