"""The layers look one way, the middle knows no kind, and every kind has its corpus (docs/architecture.md)."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

import schemasync
from schemasync.kinds import KINDS
from schemasync.kinds._kind import Kind

PACKAGE = Path(schemasync.__file__).parent
CORPUS = Path(__file__).parents[1] / "corpus"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

ORDER = (
    "core", "kinds", "config", "supabase", "postgres", "introspect", "migrations", "supautils", "replay", "diagnose",
    "plan", "prove", "verdict", "rules", "result", "report", "pipeline", "github", "commands",
)  # fmt: skip
"""A package may import earlier ones, never a later one; `pipeline` and `result` are modules."""
KNOW_NO_KIND = ("core", "plan", "report", "verdict", "github", "pipeline", "result")
KNOW_KINDS = ("verdict.api_access",)
"""The modules in them that know what kinds mean: who reaches what is a rule about policies, grants and functions."""


def name_of(path: Path) -> str:
    """Dotted name below the package: `plan.build`; a package is its own name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> str:
    return module.partition(".")[0]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name below the package of everything that a module imports from us, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            found = [node.module or ""]
            if node.module == "schemasync":
                found = [f"schemasync.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name.partition(".")[2]) for name in found if name.startswith("schemasync."))


def test_every_layer_has_its_place() -> None:
    layers = {layer_of(name_of(path)) for path in MODULES} - {"", "__main__"}
    assert layers <= set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_layer_imports_a_later_one(path: Path) -> None:
    place = {name: level for level, name in enumerate(ORDER)}
    own = layer_of(name_of(path))
    wrong = [f"{path}:{line}: {own} imports {name}" for line, name in imports(path)
             if own in place and layer_of(name) != own and place[layer_of(name)] > place[own]]  # fmt: skip
    assert not wrong


def test_the_core_imports_nothing_of_ours() -> None:
    wrong = [f"{path}:{line}: {name}" for path in MODULES if layer_of(name_of(path)) == "core"
             for line, name in imports(path) if layer_of(name) != "core"]  # fmt: skip
    assert not wrong


def test_modules_at_the_top() -> None:
    """A package, or one of the two modules that see everything."""
    assert {path.stem for path in PACKAGE.glob("*.py")} == {"__init__", "__main__", "pipeline", "result"}


def test_only_the_pipeline_sees_everything() -> None:
    """Between the way's ends nothing imports the pipeline."""
    wrong = [f"{path}:{line}" for path in MODULES for line, name in imports(path)
             if name == "pipeline" and layer_of(name_of(path)) not in ("commands", "github", "")]  # fmt: skip
    assert not wrong


ORDINARY = {"column", "comment"}
"""Kinds whose names are everyday words too (of a pull request): they count only where a kind is asked for."""


def named_kinds(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string constant that names a kind; docstrings are prose."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    asked: set[int] = set()
    for node in ast.walk(tree):
        compared = isinstance(node, ast.Compare | ast.match_case) and ".kind" in ast.unparse(node)
        called = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("Ref", "folded", "KINDS.get"))
        looked_up = isinstance(node, ast.Subscript) and ast.unparse(node.value) == "KINDS"
        if compared or called or looked_up:
            asked.update(map(id, ast.walk(node)))
    for node in ast.walk(tree):
        named = isinstance(node, ast.Constant) and node.value in KINDS and id(node) not in prose
        if named and (node.value not in ORDINARY or id(node) in asked):
            yield node.lineno, str(node.value)


@pytest.mark.parametrize("layer", KNOW_NO_KIND)
def test_the_middle_names_no_kind(layer: str) -> None:
    """No string constant is a kind's name, and none of the kinds' modules is imported."""
    files = [path for path in MODULES if layer_of(name_of(path)) == layer and name_of(path) not in KNOW_KINDS]
    assert files
    named = [f"{path}:{line}: {text!r}" for path in files for line, text in named_kinds(path)]
    imported = [f"{path}:{line}: {name}" for path in files for line, name in imports(path)
                if name.startswith("kinds.") and "._" not in name]  # fmt: skip
    assert not [*named, *imported]


@pytest.mark.parametrize("layer", KNOW_NO_KIND)
def test_templates_name_no_kind(layer: str) -> None:
    wrong = [f"{path.name}: {kind}" for path in (PACKAGE / layer).rglob("*.j2") for kind in KINDS
             if f'"{kind}"' in path.read_text(encoding="utf-8")]  # fmt: skip
    assert not wrong


SHARED_FOLDERS = {
    "domain_constraint": "domain",
    "index_partition": "partition",
    "sequence_owner": "sequence",
    "column_default": "column",
    "cluster_index": "index",
    "replica_identity": "table",
    "typed_table": "table",
    "persistence": "table",
    "foreign_data_wrapper": "foreign_data",
    "foreign_table": "foreign_data",
    "foreign_server": "foreign_data",
    "user_mapping": "foreign_data",
    "operator_family": "operator_class",
    "publication_schema": "publication",
    "publication_table": "publication",
    "text_search_configuration": "text_search",
    "text_search_dictionary": "text_search",
    "text_search_parser": "text_search",
    "text_search_template": "text_search",
}
"""Facets and near relations whose cases stand in another kind's folder."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_cases(kind: str) -> None:
    folder = CORPUS / kind
    if not folder.is_dir():
        folder = CORPUS / SHARED_FOLDERS.get(kind, kind)
    cases = [case for case in folder.glob("*/") if (case / "a.sql").is_file() and (case / "b.sql").is_file()]
    assert cases, f"tests/corpus/{kind}/ has no case"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_in_one_sentence_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name == "__init__.py" and not tree.body:
        return
    first = (ast.get_docstring(tree) or "").partition("\n\n")[0]
    assert first.endswith("."), "no docstring that starts with one sentence"
    assert "\n" not in first


def test_every_kind_module_ends_in_its_kind() -> None:
    for path in (PACKAGE / "kinds").glob("*/[!_]*.py"):
        last = ast.parse(path.read_text(encoding="utf-8")).body[-1]
        assert isinstance(last, ast.Assign), path
        assert [target.id for target in last.targets if isinstance(target, ast.Name)] == ["KIND"], path
    assert {path.stem for path in (PACKAGE / "kinds").glob("*/[!_]*.py")} == set(KINDS)


def test_quoting_is_done_in_one_place() -> None:
    """psycopg.sql is used by `sql.py` alone."""
    wrong = [
        str(path) for path in MODULES if path.name != "sql.py" and "psycopg.sql" in path.read_text(encoding="utf-8")
    ]
    wrong += [
        str(path)
        for path in MODULES
        if path.name != "sql.py" and "from psycopg import sql" in path.read_text(encoding="utf-8")
    ]
    assert not wrong


def test_a_kind_stays_small() -> None:
    """A kind has at most 20 fields: what one statement or one kind needs does not become a field of all."""
    assert len(dataclasses.fields(Kind)) <= 20
