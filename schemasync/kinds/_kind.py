"""Describe a kind of object: one value holds its query, model, DDL, severity and explanation."""

from __future__ import annotations

import dataclasses
import enum
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from schemasync.core.model import Change, Model, Ref, Snapshot
from schemasync.core.sql import Sql


class Severity(enum.StrEnum):
    """How bad a difference is; listed worst first."""

    SECURITY = "security"
    BREAKING = "breaking"
    FUNCTIONAL = "functional"
    PERFORMANCE = "performance"
    COSMETIC = "cosmetic"


class Replace:
    """Answer of a rule when the object must be dropped and created again, with everything that depends on it."""


REPLACE: Final = Replace()


@dataclass(frozen=True, slots=True)
class Context:
    """Facts that DDL may need beyond the object itself.

    Attributes:
        before: the state in which the plan starts.
        after: the state in which it ends.
        role: the role that runs the plan and so owns what it creates.
        created: references that the plan creates.
        children: for an object that is created, the references whose text goes into the same statement.
        kinds: every kind by name.
        cache: results of the functions that are `once_per_plan`.
    """

    before: Snapshot
    after: Snapshot
    role: str
    created: frozenset[Ref] = frozenset()
    children: Mapping[Ref, Sequence[Ref]] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    cache: dict[Callable[[Context], Any], Any] = field(default_factory=dict)

    def inline(self, ref: Ref) -> str:
        """Text of a folded child for its parent's CREATE statement."""
        clause = self.kinds[ref.kind].inline.clause
        assert clause is not None
        return clause(ref, self.after.objects[ref], self) or ""

    def folded(self, ref: Ref, *kinds: str) -> list[tuple[Ref, Model]]:
        """The children folded into the statement that creates `ref`, of the given kinds."""
        return [(child, self.after.objects[child]) for child in self.children.get(ref, ()) if child.kind in kinds]


Result = TypeVar("Result")


def once_per_plan(function: Callable[[Context], Result]) -> Callable[[Context], Result]:
    """Compute a look-up over the snapshots of a plan when it is first asked for, and keep it."""

    @functools.wraps(function)
    def cached(context: Context) -> Result:
        if function not in context.cache:
            context.cache[function] = function(context)
        found: Result = context.cache[function]
        return found

    return cached


Rule = Callable[[Ref, Any, Any, Context], "Sequence[Sql] | Replace"]


@dataclass(frozen=True, slots=True)
class Alter:
    """How differences in some attributes are mended.

    Attributes:
        attributes: the rule runs once if any of them differs.
        rule: `(ref, before, after, context)` gives statements, or REPLACE.
        rebuild: dependents that do not survive a change underneath are dropped before and created after.
    """

    attributes: tuple[str, ...]
    rule: Rule | Replace
    rebuild: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """Severity of a change with one plain sentence of explanation."""

    severity: Severity
    sentence: str


Assess = Callable[[Change], Assessment]


@dataclass(frozen=True, slots=True)
class Catalog:
    """Where the objects of a kind are read.

    Attributes:
        oid: of the catalog (`pg_depend.classid`); 0 for facts without a row of their own.
        query: server version (as 150018) → SELECT of `objid, objsubid, path text[], *fields of the model`; for satellites
            `classid, objid, objsubid, path text[], *fields`, where the address is that of the object they belong to.
        extra_addresses: server version → SELECT of `classid, objid, objsubid, kind, path` of catalog rows that have a name
            but are no object (a view's column); two more columns name the object that they are a part of, where the
            path alone does not.
        split_row: for satellites, the fields of one row → (path, model) of each fact in it.
        shared: its rows belong to the server: a copy of a database has none of them.
        server_wide: its objects belong to the server, and each of its databases shows the same (roles).
        table: `schema.table` of Supabase's whose rows these objects are; `query` reads them from `_table_rows.source`.
        table_columns: the columns of that table that the query needs, with their types.
        restricted_attributes: attributes that only some roles may read; None where they may not.
        for_server_version: the model as a server of an older version would have it; None if it would have none.
    """

    query: Callable[[int], str]
    oid: int = 0
    extra_addresses: Callable[[int], str] | None = None
    split_row: Callable[[tuple[Any, ...]], Iterable[tuple[tuple[str, ...], Any]]] | None = None
    shared: bool = False
    server_wide: bool = False
    table: str = ""
    table_columns: Mapping[str, str] = field(default_factory=dict)
    restricted_attributes: tuple[str, ...] = ()
    for_server_version: Callable[[Any, int], Any] | None = None


@dataclass(frozen=True, slots=True)
class Ddl:
    """The statements that make, remove and change an object.

    Attributes:
        target: the object as COMMENT ON and ALTER name it (`TABLE public.t`).
        create: statements that make the object.
        drop: statements that remove it.
        alter: rules; together they cover every attribute of the model.
        grant_target: the object as GRANT names it; None where that is `target`.
        after_create: statements that must follow the parent's CREATE when the object is a clause of it.
        rename: (object, its other name, state before) → statements that rename it; None if none can.
        placeholder: statements that create a stand-in for it, to break a dependency cycle.
    """

    target: Callable[[Ref], str]
    create: Callable[[Ref, Any, Context], Sequence[Sql]]
    drop: Callable[[Ref, Any, Context], Sequence[Sql]]
    alter: tuple[Alter, ...] = ()
    grant_target: Callable[[Ref], str] | None = None
    after_create: Callable[[Ref, Any, Context], Sequence[Sql]] | None = None
    rename: Callable[[Ref, Ref, Snapshot], Sequence[Sql] | None] | None = None
    placeholder: Callable[[Ref, Any, Context], Sequence[Sql]] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """When an object is created and dropped, beyond the dependencies that PostgreSQL records.

    Attributes:
        rank: order of creation where nothing else decides; drops run the other way round.
        rank_of: rank of one object, where it depends on its model.
        phase: `last`: all statements run at the end (default privileges, which would apply to what is created later);
            `created_last`: it is created at the end and dropped first (event triggers, which would fire meanwhile);
            `first`: it is created and altered before everything else and dropped at the end (roles, whose rights other
            statements need).
        roles: names of the roles that its statements mention.
        requires: more objects that must exist before it.
        orders_only: `requires` decides the order alone: when what it names is dropped, this object stays.
        create_after: objects that are created before it, if they are created at all (a table's parents).
        needs_shell_type: it and its functions depend on each other (a base type): a shell type is created before them,
            the type after them, and they are dropped with it.
    """

    rank: int
    rank_of: Callable[[Any], int] | None = None
    phase: str = ""
    roles: Callable[[Ref, Any], Iterable[str]] | None = None
    requires: Callable[[Ref, Any], Iterable[Ref]] | None = None
    orders_only: bool = False
    create_after: Callable[[Ref, Context], Iterable[Ref]] | None = None
    needs_shell_type: bool = False


@dataclass(frozen=True, slots=True)
class InlineClause:
    """How an object is a clause of its parent's CREATE statement.

    Attributes:
        parent: kind of the parent; empty if it is never a clause.
        clause: its text there, or None when this object must stand alone.
        only: whether an object can be created by the clause alone.
    """

    parent: str = ""
    clause: Callable[[Ref, Any, Context], str | None] | None = None
    only: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """The consequences when an object, or an object under it, must be dropped and created again.

    Attributes:
        rebuildable: it holds no data and may be dropped and created again to break a cycle.
        must_rebuild: objects that are dropped and created again although no attribute of theirs says so, because no
            statement gives them what the goal has.
        survives_type_change: an object of this kind stays in place when a column under it changes its type.
        retarget: statements that point it to a replaced object of the same name (a column to a rebuilt enum).
        rename_away: statements that rename it out of the way, and the DROP of what was renamed.
        row_type_users: columns that store values of its table's row type: while a column of the table changes its type,
            they are cast to text, or dropped and created again.
        cast_to_text: statements that cast such a column to text, and those that cast it back.
        detached_with: for a part that cannot be detached: the object that it is attached to, and the fact whose end
            detaches it; unless that ends, its parent is replaced whenever either of them is dropped.
        index_candidates: for such a part, the indexes that the server would attach instead if they existed by then.
    """

    rebuildable: bool = False
    must_rebuild: Callable[[Context], Iterable[Ref]] | None = None
    survives_type_change: Callable[[Any], bool] | None = None
    retarget: Callable[[Ref, Any, Any, Ref, Context], Sequence[Sql] | None] | None = None
    rename_away: Callable[[Ref, Any, Any, Context], tuple[Sequence[Sql], Sequence[Sql]]] | None = None
    row_type_users: Callable[[Ref, Context], Iterable[Ref]] | None = None
    cast_to_text: Callable[[Ref, Any, Context], tuple[Sequence[Sql], Sequence[Sql]] | None] | None = None
    detached_with: Callable[[Ref, Any, Context], tuple[Ref, Ref] | None] | None = None
    index_candidates: Callable[[Ref, Any, Context], Iterable[Ref]] | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """References in an object's text that `pg_depend` does not record.

    Attributes:
        function_body: text that PostgreSQL keeps without recording what it uses (a function's, in quotes).
        calls_dependencies: its statements may call the functions that it depends on.
        operator_schema: schema of operators that an expression may use without naming them.
    """

    function_body: Callable[[Any], str] | None = None
    calls_dependencies: bool = False
    operator_schema: Callable[[Ref, Any], str] | None = None


@dataclass(frozen=True, slots=True)
class LoggedState:
    """Origin of a fact that is a part of its table's row in `pg_class`, whose states an event trigger logs.

    Attributes:
        columns: of `pg_class`; the statement after which they had other values defined the fact.
        at_creation: the values that the table was created with have an origin of their own; those of its owner do not.
    """

    columns: tuple[str, ...]
    at_creation: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of database object, complete.

    Attributes:
        name: as in `Ref.kind`.
        model: frozen dataclass; its compared fields are the attributes.
        catalog: where its objects are read.
        ddl: the statements that make, remove and change one.
        order: when it is created and dropped.
        assess: severity of a change, and one sentence.
        schema_at: position of the schema's name in the path; None for objects that live in no schema.
        parent: the object that it is a part of.
        satellite: a fact about any other object (a comment, an owner, a grant), which `Ref.of` names.
        subobject: a part of its parent that users do not think of as an object (a column's default).
        inline: how it is a clause of its parent's CREATE statement.
        replacement: what happens when it, or an object under it, is dropped and created again.
        implicit_objects: facts that come with the creation of any object (owner, default privileges).
        unique_names: names that no two objects may have at the same time.
        rename_key: a property that no two objects share, so that it is the same object under another name (a base type's
            input function); None where there is none.
        code: what its text uses without a recorded dependency.
        origin: the fact that shows which statement defined it: `row`, `created`, `log`, `acl`, `description`, `parent`,
            `written` (the model's own attribute of that name, the row's `xmin` and `cmin`), or a `LoggedState`.
        describe: text of the definition for people.
        estimate: the server's estimate: rows (-1 if it never counted), pages of 8 kB.
        constraint_role: what its model makes of the columns that it depends on: `primary`, `unique`, `foreign`, or empty.
    """

    name: str
    model: type
    catalog: Catalog
    ddl: Ddl
    order: Order
    assess: Assess
    schema_at: int | None = 0
    parent: Callable[[Ref, Any], Ref | None] | None = None
    satellite: bool = False
    subobject: bool = False
    inline: InlineClause = InlineClause()
    replacement: Replacement = Replacement()
    implicit_objects: Callable[[Ref, Context], Iterable[tuple[Ref, Any]]] | None = None
    unique_names: Callable[[Ref, Any], Iterable[tuple[str, ...]]] | None = None
    rename_key: Callable[[Any], Any] | None = None
    code: Code = Code()
    origin: str | LoggedState = "row"
    describe: Callable[[Ref, Any], str] | None = None
    estimate: Callable[[Any], tuple[float, float]] | None = None
    constraint_role: Callable[[Any], str] | None = None

    def __post_init__(self) -> None:
        """Refuse a model attribute that no rule covers, and a rule for no attribute."""
        compared = {f.name for f in dataclasses.fields(self.model) if f.compare}
        covered = [attribute for alter in self.ddl.alter for attribute in alter.attributes]
        if missing := compared - set(covered):
            raise TypeError(f"kind {self.name}: no alter rule for {', '.join(sorted(missing))}")
        if unknown := set(covered) - compared:
            raise TypeError(f"kind {self.name}: alter rule for unknown attribute {', '.join(sorted(unknown))}")
        if len(covered) != len(set(covered)):
            raise TypeError(f"kind {self.name}: an attribute has two alter rules")

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.name.replace("_", " ")

    @property
    def plural(self) -> str:
        """The kind in words, several of it."""
        if self.label.endswith("y"):
            return self.label if self.label.endswith("ity") else self.label[:-1] + "ies"
        return self.label + ("es" if self.label.endswith(("s", "x")) else "s")


def status_assess(
    missing: tuple[Severity, str],
    extra: tuple[Severity, str],
    differs: tuple[Severity, str],
) -> Assess:
    """An assessment that depends on the status alone: before is the database, after the migrations."""

    def assess(change: Change) -> Assessment:
        if change.before is None:
            return Assessment(*missing)
        if change.after is None:
            return Assessment(*extra)
        return Assessment(*differs)

    return assess


def plain_drop(kind_target: Callable[[Ref], str]) -> Callable[[Ref, Any, Context], Sequence[Sql]]:
    """`DROP` of what `target` names."""

    def drop(ref: Ref, _model: Any, _context: Context) -> Sequence[Sql]:
        return [Sql(f"DROP {kind_target(ref)}")]

    return drop
