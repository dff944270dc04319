"""A type that is known by its input function is renamed, with all that names it; snapshots are made by hand."""

from __future__ import annotations

import dataclasses

import pytest

from schemasync.core.model import Edge, Model, Ref, Snapshot
from schemasync.kinds.access.owner import Owner
from schemasync.kinds.database.comment import Comment
from schemasync.kinds.database.extension_dependency import ExtensionDependency
from schemasync.kinds.database.schema import Schema
from schemasync.kinds.routines._routine import Routine
from schemasync.kinds.types.base_type import BaseType
from schemasync.kinds.views.view import View
from schemasync.plan.renames import rename, same_but_for_names

OLD, NEW = Ref("base_type", ("app", "old")), Ref("base_type", ("app", "new"))
USER = Ref("view", ("app", "v"))


def base(function: str, *, defined: bool = True) -> BaseType:
    return BaseType(
        defined, (function, *[None] * 7), 4, by_value=True, alignment="i", storage="p", category="U", preferred=False,
        default=None, delimiter=",", collatable=False, element=None,
    )  # fmt: skip


def view(definition: str) -> View:
    return View(definition, (("c", "app.old", None),), ())


def snapshot(objects: dict[Ref, Model], *edges: Edge) -> Snapshot:
    return Snapshot(170000, "postgres", "db", objects, edges)


def renamed(before: Snapshot, after: Snapshot) -> tuple[Snapshot, list[str]]:
    """The state after the renames, and their statements."""
    state, statements = rename(before, after, "postgres")
    return state, [statement.sql.text for statement in statements]


def test_the_same_input_function_is_the_same_type() -> None:
    """The type is renamed, and the plan starts from a state in which it has the new name."""
    before, after = snapshot({OLD: base("app.f")}), snapshot({NEW: base("app.f")})
    state, statements = renamed(before, after)
    assert statements == ["ALTER TYPE app.old RENAME TO new"]
    assert state.objects == after.objects


def test_another_schema() -> None:
    """Name and schema change in two statements, and the type belongs to the other schema."""
    moved = Ref("base_type", ("aux", "new"))
    home, other = Ref("schema", ("app",)), Ref("schema", ("aux",))
    schemas = {home: Schema(), other: Schema()}
    state, statements = renamed(
        snapshot(schemas | {OLD: base("app.f")}, Edge(OLD, home, "s")), snapshot(schemas | {moved: base("app.f")})
    )
    assert statements == ["ALTER TYPE app.old RENAME TO new", "ALTER TYPE app.new SET SCHEMA aux"]
    assert state.edges == (Edge(moved, other, "s"),)


def test_a_schema_that_does_not_exist_yet() -> None:
    """A type cannot move to a schema that the plan makes, so it is no rename."""
    before = snapshot({OLD: base("app.f")})
    assert renamed(before, snapshot({Ref("base_type", ("aux", "old")): base("app.f")})) == (before, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({OLD: base("app.f")}, {NEW: base("app.g")}),
        ({OLD: base("app.f")}, {OLD: base("app.f"), NEW: base("app.f")}),
        ({OLD: base("app.f", defined=False)}, {NEW: base("app.f", defined=False)}),
        ({OLD: base("app.f"), Ref("view", NEW.path): view("")}, {NEW: base("app.f")}),
        ({OLD: base("app.f"), Ref("base_type", ("app", "too")): base("app.f")}, {NEW: base("app.f")}),
    ],
    ids=["other function", "still there", "shell type", "name is taken", "two candidates"],
)
def test_no_rename(before: dict[Ref, Model], after: dict[Ref, Model]) -> None:
    """Without a sure counterpart, or with a name that is taken, nothing is renamed."""
    state = snapshot(before)
    assert renamed(state, snapshot(after)) == (state, [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SELECT c::app.old", "SELECT c::app.new"),
        ("SELECT app.old, app.old", "SELECT app.new, app.new"),
        ("SELECT 'é', c::app.old", "SELECT 'é', c::app.new"),
        ("SELECT 'app.old'", "SELECT 'app.old'"),
        ("SELECT app.old.c", "SELECT app.old.c"),
        ("SELECT x.app.old", "SELECT x.app.old"),
        ("SELECT app.older", "SELECT app.older"),
    ],
)
def test_users_are_respelled(text: str, wanted: str) -> None:
    """The name is replaced where it is one, and not in strings or in parts of longer names."""
    uses = Edge(USER, OLD, "n")
    state, _ = renamed(snapshot({OLD: base("app.f"), USER: view(text)}, uses), snapshot({NEW: base("app.f")}))
    assert state.objects[USER] == View(wanted, (("c", "app.new", None),), ())
    assert state.edges == (Edge(USER, NEW, "n"),)


def test_only_users_are_respelled() -> None:
    """A text that names the type without depending on it stays."""
    text = view("SELECT c::app.old")
    state, _ = renamed(snapshot({OLD: base("app.f"), USER: text}), snapshot({NEW: base("app.f")}))
    assert state.objects[USER] == text


def test_facts_move_with_their_object() -> None:
    """The owner of the old name is the owner of the new one."""
    owner = Ref("owner", (), OLD)
    before = snapshot({OLD: base("app.f"), owner: Owner("alice")}, Edge(owner, OLD, "s"))
    state, _ = renamed(before, snapshot({NEW: base("app.f")}))
    moved = owner._replace(of=NEW)
    assert state.objects == {NEW: base("app.f"), moved: Owner("alice")}
    assert state.edges == (Edge(moved, NEW, "s"),)


def test_names_that_need_quotes() -> None:
    """Names are found as SQL spells them, and written so."""
    new = Ref("base_type", ("app", "New"))
    uses = Edge(USER, OLD, "n")
    state, statements = renamed(
        snapshot({OLD: base("app.f"), USER: view('SELECT c::"app"."old", d::app.old')}, uses),
        snapshot({new: base("app.f")}),
    )
    assert statements == ['ALTER TYPE app.old RENAME TO "New"']
    assert state.objects[USER].definition == 'SELECT c::"app"."old", d::app."New"'


FUNCTION = Ref("function", ("app", "f", "app.old"))


def routine(arguments: str) -> Routine:
    return Routine(
        arguments, "integer", "f", "sql", "v", "u", security_definer=False, leakproof=False, strict=False, cost=100,
        rows=0, support=None, config=(), transforms=(), body="SELECT 1 -- app.old", library=None, sql_body=None,
        definition="", input_names=None, default_count=0, row=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "model"),
    [
        (Ref("comment", (), FUNCTION), Comment("text")),
        (Ref("owner", (), FUNCTION), Owner("alice")),
        (Ref("extension_dependency", ("app.old",), FUNCTION), ExtensionDependency()),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
@pytest.mark.parametrize("uses_type", [True, False])
def test_a_fact_keeps_the_object_that_it_belongs_to(fact: Ref, model: Model, *, uses_type: bool) -> None:
    """A function's arguments name the type, so its facts refer to it by the new name, whether or not they use the type."""
    objects: dict[Ref, Model] = {OLD: base("app.f"), FUNCTION: routine("n app.old"), fact: model}
    edges = [Edge(FUNCTION, OLD, "n"), Edge(fact, FUNCTION, "s"), *([Edge(fact, OLD, "n")] if uses_type else [])]
    state, _ = renamed(snapshot(objects, *edges), snapshot({NEW: base("app.f")}))
    function = FUNCTION._replace(path=("app", "f", "app.new"))
    moved = fact._replace(of=function)
    assert state.objects == {NEW: base("app.f"), function: routine("n app.new"), moved: model}
    assert Edge(moved, function, "s") in state.edges
    assert (Edge(moved, NEW, "n") in state.edges) is uses_type


def test_a_body_keeps_the_names_that_its_author_wrote() -> None:
    """PostgreSQL writes a new name into the arguments; in the body it was written by a statement of its own."""
    before, renames = routine("n app.old"), {OLD: NEW}
    assert same_but_for_names(FUNCTION, before, routine("n app.new"), renames)
    changed = dataclasses.replace(routine("n app.new"), body="SELECT 1 -- app.new")
    assert not same_but_for_names(FUNCTION, before, changed, renames)


def test_a_fact_that_uses_the_type_keeps_an_object_that_does_not() -> None:
    """Only the object that a fact belongs to decides whether the fact is called otherwise."""
    fact = Ref("owner", (), USER)
    before = snapshot({OLD: base("app.f"), USER: view("SELECT 1"), fact: Owner("alice")}, Edge(fact, OLD, "n"))
    state, _ = renamed(before, snapshot({NEW: base("app.f")}))
    assert state.objects == {NEW: base("app.f"), USER: view("SELECT 1"), fact: Owner("alice")}
    assert state.edges == (Edge(fact, NEW, "n"),)


def test_the_path_of_a_fact_is_no_sql() -> None:
    """An extension whose name reads like the type's is another thing."""
    fact = Ref("extension_dependency", ("app.old",), USER)
    before = snapshot({OLD: base("app.f"), USER: view(""), fact: ExtensionDependency()}, Edge(fact, OLD, "n"))
    state, _ = renamed(before, snapshot({NEW: base("app.f")}))
    assert fact in state.objects
