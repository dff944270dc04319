"""The layers look one way, the middle knows no kind, and every kind has its corpus (docs/architecture.md)."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import typing
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import schemasync
from schemasync.kinds import KINDS
from schemasync.kinds.kind import Catalog, Code, Ddl, InlineClause, Kind, Order, Replacement

PACKAGE = Path(schemasync.__file__).parent
CORPUS = Path(__file__).parents[1] / "corpus"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

ORDER = (
    "core", "kinds", "config", "supabase", "postgres", "introspect", "migrations", "supautils", "replay", "diagnose",
    "plan", "prove", "expected", "verdict", "rules", "result", "check_stages", "report", "pipeline", "github", "commands",
)  # fmt: skip
"""A package may import earlier ones, never a later one; `pipeline` and `result` are modules."""
NAME_KINDS = {
    "kinds": "each kind is one file",
    "rules": "a rule is about some kind of statement or object",
    "introspect.edges": "a dependency on a role leads to the kind that reads roles",
    "prove.server_roles": "roles and memberships belong to the server, not to the mirror",
    "prove.owners": "the mirror gives nothing to a superuser, whoever owns it in the database",
    "supabase.scope": "the platform owns objects by kind and name, and a project may put some kinds on its tables",
    "supabase.roles": "the platform owns roles, and what opens them is the project's all the same",
    "supabase.automatic_grants": "Supabase's default privileges decide which grants nobody made",
    "supabase.queues": "a queue of pgmq brings tables, on which people put facts of some kinds",
    "supabase.service_schemas": "in Supabase's schemas each kind tells in another way what a person did",
    "verdict.access_level": "how much a role reaches follows from policies, and from what a view reads",
    "verdict.access_side": "who reaches what follows from policies, grants, row security, views and functions together",
    "verdict.api_access": "who reaches what follows from policies, grants, row security, views and functions together",
}
"""The packages and modules that name kinds, and why (docs/architecture.md); no other one does."""
OTHER_MEANING = {
    ("diagnose.ddl_names", "function"): "a category of names in PostgreSQL's messages",
    ("diagnose.ddl_names", "schema"): "as above",
    ("diagnose.ddl_names", "extension"): "as above",
    ("diagnose.ddl_names", "table"): "the word of PostgreSQL's messages for a relation",
    ("diagnose.ddl_names", "view"): "as above",
    ("diagnose.ddl_names", "sequence"): "as above",
    ("diagnose.ddl_names", "index"): "as above",
    ("diagnose.diagnosis", "function"): "a word of PostgreSQL's messages",
    ("diagnose.diagnosis", "procedure"): "as above",
    ("diagnose.diagnosis", "aggregate"): "as above",
    ("diagnose.diagnosis", "table"): "as above",
    ("diagnose.message_hints", "enum"): "the name of a type, as PostgreSQL reads MySQL's ENUM (…)",
    ("diagnose.message_hints", "index"): "the name of a column, as PostgreSQL reads MySQL's INDEX in CREATE TABLE",
    ("postgres.binaries", "extension"): "a folder of a server's installation",
    ("supabase.stub_control_files", "extension"): "the same folder",
    ("supabase.supautils_config", "subscription"): "the table `realtime.subscription`",
    ("supautils.statement_calls", "schema"): "an option of CREATE EXTENSION",
    ("report.formats.statements_json", "table"): "a key of report.json",
}
"""(module, word) where a kind's name means something else, and what."""


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
            if PACKAGE.parent.joinpath(*found[0].split(".")).is_dir():
                found = [f"{node.module}.{alias.name}" for alias in node.names]
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
    """A package, or one of the modules that see everything."""
    assert {path.stem for path in PACKAGE.glob("*.py")} == {
        "__init__",
        "__main__",
        "pipeline",
        "result",
        "check_stages",
    }


def test_only_the_pipeline_sees_everything() -> None:
    """Between the way's ends nothing imports the pipeline and its stages."""
    wrong = [f"{path}:{line}" for path in MODULES for line, name in imports(path)
             if name.partition(".")[0] in ("pipeline", "check_stages") and layer_of(name_of(path)) not in ("commands", "github", "pipeline", "")]  # fmt: skip
    assert not wrong


ORDINARY = {"column", "comment", "role"}
"""Kinds whose names are everyday words too (of a pull request): they count only where a kind is asked for."""


def named_kinds(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string constant that names a kind, also of an imported one; docstrings are prose."""
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
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("schemasync.kinds"):
            values = (getattr(importlib.import_module(str(node.module)), alias.name, None) for alias in node.names)
            yield from ((node.lineno, value) for value in values if isinstance(value, str) and value in KINDS)


def names_kinds(module: str) -> bool:
    return module in NAME_KINDS or layer_of(module) in NAME_KINDS


@pytest.mark.parametrize("layer", [layer for layer in (*ORDER, "__main__") if layer not in NAME_KINDS])
def test_no_package_names_a_kind(layer: str) -> None:
    """No string constant is a kind's name, and no module of a kind is imported (the helpers of a family may be)."""
    files = [path for path in MODULES if layer_of(name_of(path)) == layer and not names_kinds(name_of(path))]
    assert files
    named = [f"{path}:{line}: {text!r}" for path in files for line, text in named_kinds(path)
             if (name_of(path), text) not in OTHER_MEANING]  # fmt: skip
    imported = [f"{path}:{line}: {name}" for path in files for line, name in imports(path) if imports_kind(name)]
    assert not [*named, *imported]


def imports_kind(name: str) -> bool:
    """Whether an imported name is a kind's module (`kinds.tables.column`), or something in one."""
    package, *rest = name.split(".")
    return package == "kinds" and len(rest) > 1 and not any(part.startswith("_") for part in rest)


def test_every_exception_is_needed() -> None:
    """Nobody is allowed to name kinds who does not, and every word with another meaning occurs."""
    named = {(name_of(path), text) for path in MODULES for _, text in named_kinds(path)}
    assert OTHER_MEANING.keys() <= named
    modules = {module for module in NAME_KINDS if "." in module}
    assert modules <= {module for module, _ in named}


def test_templates_name_no_kind() -> None:
    wrong = [f"{path.name}: {kind}" for path in PACKAGE.rglob("*.j2") for kind in KINDS
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
"""Subobjects and near relations whose cases stand in another kind's folder."""


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


def test_only_one_module_spells_sqlstates() -> None:
    """Every other one names PostgreSQL's condition (`core/sqlstates.py`)."""
    spelled = {
        (name_of(path), node.value)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in psycopg.errors._sqlcodes
    }
    assert {module for module, _ in spelled} == {"core.sqlstates"}


def test_every_kind_module_ends_in_its_kind() -> None:
    for path in (PACKAGE / "kinds").glob("*/[!_]*.py"):
        last = ast.parse(path.read_text(encoding="utf-8")).body[-1]
        assert isinstance(last, ast.Assign), path
        assert [target.id for target in last.targets if isinstance(target, ast.Name)] == ["KIND"], path
    assert {path.stem for path in (PACKAGE / "kinds").glob("*/[!_]*.py")} == set(KINDS)


def test_a_kind_stays_small() -> None:
    """A kind has at most 20 fields: what one statement or one kind needs does not become a field of all."""
    assert len(dataclasses.fields(Kind)) <= 20
    hints = typing.get_type_hints(Kind).values()
    origins = (typing.get_origin(hint) for hint in hints)  # each group is generic in the kind's model
    groups = {origin for origin in origins if dataclasses.is_dataclass(origin)}
    assert groups == {Catalog, Ddl, Order, InlineClause, Replacement, Code}
    assert {
        group.__name__: len(dataclasses.fields(group)) for group in groups if len(dataclasses.fields(group)) > 10
    } == {}


TESTS = sorted(Path(__file__).parents[1].glob("**/*.py"))


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_begins_with_a_relative_clause(path: Path) -> None:
    """A docstring, or the text below a constant, says what the thing is or does; it does not begin with "What"."""
    texts = (node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Expr))
    constants = [text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)]
    assert not [text for text in constants if text.lstrip().startswith("What ")]
