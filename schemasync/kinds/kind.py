"""Describe a kind of object: one value holds its query, model, DDL, severity and explanation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar, cast

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import Sql
from schemasync.kinds.assessment import Assess, Assessment, Severity, status_assess
from schemasync.kinds.catalog import Catalog
from schemasync.kinds.hook_values import REPLACE, Detachment, Estimate, LoggedState, RenamedAway, Replace, TextCast
from schemasync.kinds.plan_context import Folded, PlanContext

__all__ = [
    "REPLACE", "Alter", "Assess", "Assessment", "Catalog", "Code", "Ddl", "Detachment", "Estimate", "Folded", "InlineClause",
    "Kind", "LoggedState", "Order", "PlanContext", "RenamedAway", "Replace", "Replacement", "RowType", "Severity", "TextCast",
    "plain_drop", "status_assess",
]  # fmt: skip
"""Everything that the module of a kind needs, from one place."""

M = TypeVar("M")
"""Model of a kind: a frozen dataclass."""


@dataclass(frozen=True, slots=True)
class Alter(Generic[M]):
    """How an object changes in place when some of its attributes differ.

    Attributes:
        attributes: the rule runs once if any of them differs.
        rule: `(ref, before, after, context)` gives statements, or REPLACE.
        rebuild: dependents that do not survive the statements are dropped before and created after.
        reprints: PostgreSQL may print dependents in another way afterwards (a view that names a label).
    """

    attributes: tuple[str, ...]
    rule: Callable[[Ref, M, M, PlanContext], Sequence[Sql] | Replace] | Replace
    rebuild: bool = False
    reprints: bool = False


@dataclass(frozen=True, slots=True)
class Ddl(Generic[M]):
    """The statements that create, drop and alter an object.

    Attributes:
        target: the object as COMMENT ON and ALTER name it (`TABLE public.t`).
        create: statements that create it.
        drop: statements that drop it.
        alter: rules for changes in place; together they cover every attribute of the model.
        grant_target: the object as GRANT names it; None where that is `target`.
        rename: (object, its other name, state before) → statements that rename it; None if none can.
        placeholder: statements that create a stand-in for it, to break a dependency cycle.
        phrase: (object, description of the object that it belongs to) → its name in a sentence; None where that is its kind
            and its name.
        switched: it is said to be switched on and off, and not to be created and dropped (row security).
        unread: why `create` may have no statement, as a value that it needs was not read; empty if it always has one.
    """

    target: Callable[[Ref], str]
    create: Callable[[Ref, M, PlanContext], Sequence[Sql]]
    drop: Callable[[Ref, M, PlanContext], Sequence[Sql]]
    alter: tuple[Alter[M], ...] = ()
    grant_target: Callable[[Ref], str] | None = None
    rename: Callable[[Ref, Ref, Snapshot], Sequence[Sql] | None] | None = None
    placeholder: Callable[[Ref, M, PlanContext], Sequence[Sql]] | None = None
    phrase: Callable[[Ref, str], str] | None = None
    switched: bool = False
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Order(Generic[M]):
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
        create_after: objects that are created or altered before it, if they are at all (a table's parents).
        needs_shell_type: it and its functions depend on each other (a base type): a shell type is created before them,
            the type after them, and they are dropped with it.
    """

    rank: int
    rank_of: Callable[[M], int] | None = None
    phase: Literal["", "first", "last", "created_last"] = ""
    roles: Callable[[Ref, M], Iterable[str]] | None = None
    requires: Callable[[Ref, M], Iterable[Ref]] | None = None
    orders_only: bool = False
    create_after: Callable[[Ref, PlanContext], Iterable[Ref]] | None = None
    needs_shell_type: bool = False


@dataclass(frozen=True, slots=True)
class InlineClause(Generic[M]):
    """How an object is a clause of its parent's CREATE statement.

    Attributes:
        parents: kinds whose CREATE can have the clause; empty if it is never one.
        clause: its text there; empty if the statement creates the object without one, None if it needs its own statement.
        only: whether an object can be created by the clause alone.
        after_create: statements that follow the parent's CREATE, for what the clause cannot say.
    """

    parents: tuple[str, ...] = ()
    clause: Callable[[Ref, M, PlanContext], str | None] | None = None
    only: Callable[[M], bool] | None = None
    after_create: Callable[[Ref, M, PlanContext], Sequence[Sql]] | None = None


class CastsAround(Protocol):
    """The casts of columns around the statement that creates, alters or drops an object."""

    def __call__(self, ref: Ref, context: PlanContext, *, created: bool) -> Mapping[Ref, TextCast | None]: ...


@dataclass(frozen=True, slots=True)
class RowType(Generic[M]):
    """How columns that store values of a table's row type, which PostgreSQL does not convert, let it change.

    Attributes:
        users: such columns; while a column of the table changes its type, they are cast to text, or dropped and created again.
        cast_to_text: how such a column is cast to text in between; None if it cannot be.
        casts_around: such columns with their casts around the statement that creates, alters or drops the object, if it
            rewrites the table; None for one that must be dropped and created again.
    """

    users: Callable[[Ref, PlanContext], Iterable[Ref]] | None = None
    cast_to_text: Callable[[Ref, M, PlanContext], TextCast | None] | None = None
    casts_around: CastsAround | None = None


@dataclass(frozen=True, slots=True)
class Replacement(Generic[M]):
    """The consequences when an object, or an object under it, must be dropped and created again.

    Attributes:
        rebuildable: it holds no data and may be dropped and created again to break a cycle.
        must_rebuild: objects that are dropped and created again although no attribute of theirs says so, because no
            statement gives them what the goal has.
        survives_type_change: an object of this kind stays in place when a column under it changes its type.
        retarget: statements that point it to a replaced object of the same name (a column to a rebuilt enum).
        rename_away: how it leaves its name to its successor while columns still use it.
        row_type: how columns that store values of a table's row type let it change.
        detached_with: for a part that cannot be detached by itself: unless `ends_with` ends, the part's parent is
            replaced whenever either of them is dropped.
        index_candidates: for such a part, the indexes that the server would attach instead if they existed by then.
        must_fit_row_type: whether its text must fit the row type that it returns whenever it is written, so that it cannot be
            changed in place while a column of that type goes.
    """

    rebuildable: bool = False
    must_rebuild: Callable[[PlanContext], Iterable[Ref]] | None = None
    survives_type_change: Callable[[M], bool] | None = None
    retarget: Callable[[Ref, M, M, Ref, PlanContext], Sequence[Sql] | None] | None = None
    rename_away: Callable[[Ref, M, M, PlanContext], RenamedAway] | None = None
    row_type: RowType[M] = RowType()
    detached_with: Callable[[Ref, M, PlanContext], Detachment | None] | None = None
    index_candidates: Callable[[Ref, M, PlanContext], Iterable[Ref]] | None = None
    must_fit_row_type: Callable[[M], bool] | None = None


@dataclass(frozen=True, slots=True)
class Code(Generic[M]):
    """References in an object's text that `pg_depend` does not record.

    Attributes:
        function_body: text that PostgreSQL keeps without recording what it uses (a function's, in quotes).
        calls_dependencies: its statements may call the functions that it depends on.
        looks_up_names: whether its body looks up names in the search_path of the session that runs it.
        operator_schema: schema of operators that an expression may use without naming them.
        same_for_all_types: whether its text stays the same when a column that it reads changes its type, as it contains no
            expression; None if it always may.
        expressions: attributes with expressions that PostgreSQL prints from a parse tree: two texts can mean the same.
        used_unnamed: whether expressions on what it depends on, or is a part of, may need it without a recorded dependency
            (a cast of a type, the type of a table's rows).
    """

    function_body: Callable[[M], str] | None = None
    calls_dependencies: bool = False
    looks_up_names: Callable[[M], bool] | None = None
    operator_schema: Callable[[Ref, M], str] | None = None
    same_for_all_types: Callable[[M], bool] | None = None
    expressions: tuple[str, ...] = ()
    used_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Kind(Generic[M]):
    """A kind of database object, complete.

    Attributes:
        name: as in `Ref.kind`.
        model: frozen dataclass; its compared fields are the attributes.
        catalog: where its objects are read.
        ddl: the statements that create, drop and alter one.
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
        origin: how to find the statement that defined it (`replay/origin.py`): the one that wrote its catalog `row` last, that
            `created` it, that the event trigger's `log` names last, that last set the privileges of the role (`acl`), that
            wrote its `description`, that defined its `parent`, or that wrote the row whose `xmin` and `cmin` the model has
            in its attribute `written`; or a `LoggedState`.
        describe: text of the definition for people.
        estimate: the server's estimate of its rows and size; None for kinds without rows.
        constraint_role: whether it is a `primary`, `unique` or `foreign` key over the columns that it depends on; empty for
            other constraints, None for other kinds.
    """

    name: str
    model: type[M]
    catalog: Catalog[M]
    ddl: Ddl[M]
    order: Order[M]
    assess: Assess
    schema_at: int | None = 0
    parent: Callable[[Ref, M], Ref | None] | None = None
    satellite: bool = False
    subobject: bool = False
    inline: InlineClause[M] = InlineClause()
    replacement: Replacement[M] = Replacement()
    implicit_objects: Callable[[Ref, PlanContext], Iterable[tuple[Ref, M]]] | None = None
    unique_names: Callable[[Ref, M], Iterable[tuple[str, ...]]] | None = None
    rename_key: Callable[[M], str | None] | None = None
    code: Code[M] = Code()
    origin: Literal["row", "created", "log", "acl", "description", "parent", "written"] | LoggedState = "row"
    describe: Callable[[Ref, M], str] | None = None
    estimate: Callable[[M], Estimate] | None = None
    constraint_role: Callable[[M], Literal["", "primary", "unique", "foreign"]] | None = None

    def __post_init__(self) -> None:
        """Refuse a model attribute that no rule covers, and a rule for no attribute."""
        compared = {f.name for f in dataclasses.fields(cast("Any", self.model)) if f.compare}
        covered = [attribute for alter in self.ddl.alter for attribute in alter.attributes]
        if missing := compared - set(covered):
            raise TypeError(f"kind {self.name}: no alter rule for {', '.join(sorted(missing))}")
        if unknown := set(covered) - compared:
            raise TypeError(f"kind {self.name}: alter rule for unknown attribute {', '.join(sorted(unknown))}")
        if not set(self.code.expressions) <= compared:
            raise TypeError(f"kind {self.name}: an expression is no attribute")
        if len(covered) != len(set(covered)):
            raise TypeError(f"kind {self.name}: an attribute has two alter rules")

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.name.replace("_", " ")

    @property
    def plural(self) -> str:
        """The kind in words, in the plural."""
        if self.label.endswith(("ity", "ics")):
            return self.label
        if self.label.endswith("y"):
            return self.label.removesuffix("y") + "ies"
        return self.label + ("es" if self.label.endswith(("s", "x")) else "s")


def plain_drop(target: Callable[[Ref], str]) -> Callable[[Ref, object, PlanContext], Sequence[Sql]]:
    """Make the `drop` of a kind whose objects are dropped by `DROP` and the name that `target` gives."""

    def drop(ref: Ref, _model: object, _context: PlanContext) -> Sequence[Sql]:
        return [Sql(f"DROP {target(ref)}")]

    return drop
