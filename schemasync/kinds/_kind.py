"""What a kind of object is: one value holds its query, model, DDL, severity and explanation."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

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
    """What a rule answers when the object must be dropped and created again, with all that depends on it."""


REPLACE: Final = Replace()


@dataclass(frozen=True, slots=True)
class Context:
    """What DDL may need to know beyond the object itself.

    Attributes:
        before: the state in which the plan starts.
        after: the state in which it ends.
        role: the role that runs the plan and so owns what it creates.
        created: references that the plan creates.
        children: for an object that is created, the references whose text goes into the same statement.
        kinds: every kind by name.
        memo: what kinds have worked out once for this plan.
    """

    before: Snapshot
    after: Snapshot
    role: str
    created: frozenset[Ref] = frozenset()
    children: Mapping[Ref, Sequence[Ref]] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)

    def inline(self, ref: Ref) -> str:
        """Text of a folded child for its parent's CREATE statement."""
        kind = self.kinds[ref.kind]
        assert kind.inline is not None
        return kind.inline(ref, self.after.objects[ref], self) or ""

    def folded(self, ref: Ref, *kinds: str) -> list[tuple[Ref, Model]]:
        """The children folded into the statement that creates `ref`, of the given kinds."""
        return [(child, self.after.objects[child]) for child in self.children.get(ref, ()) if child.kind in kinds]


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
class Kind:
    """A kind of database object, complete.

    Attributes:
        name: as in `Ref.kind`.
        catalog: OID of the catalog (`pg_depend.classid`); 0 for facts without a row of their own.
        model: frozen dataclass; its compared fields are the attributes.
        query: server version → SELECT; rows are `objid, objsubid, path text[], *fields of model`;
            for attached kinds `classid, objid, objsubid, text[] that goes behind the target's path, *fields`.
        target: reference → what COMMENT ON and ALTER call the object (`TABLE public.t`).
        create: statements that make the object.
        drop: statements that remove it.
        alter: rules; together they cover every attribute of the model.
        assess: severity and sentence for a change.
        rank: order of creation where nothing else decides.
        schema_at: position of the schema's name in the path; None for objects that live in no schema.
        attached: a fact about any other object (comment, owner, grant).
        facet: a part of its parent that the user does not think of as an object (a column's default).
        parent: the object that it is a part of.
        needs: more references that must exist before it.
        weak: `needs` tells order alone: when what it names goes, this object stays.
        grant_on: what GRANT calls the object; None where that is `target`.
        inline_in: kind of the parent into whose CREATE statement it may be folded.
        inline: its text there, or None when this one must stand alone.
        order: rank of one object, where it depends on the object.
        also: server version → SELECT of `classid, objid, objsubid, kind, path` of things that have a name but are
            no objects (a view's column); two more columns name the object that they are a part of, where the
            path alone does not.
        rest: statements that must follow the parent's CREATE when the object was folded into it.
        expand: for attached kinds, one row's fields → (path behind the object's, model) for each fact in it.
        late: `all`: its statements run at the end (default privileges, which would touch what is created later);
            `creates`: it is made at the end and dropped first (event triggers, which would fire meanwhile).
        disposable: it holds no data and may be made anew to open a circle.
        pinned: folded, it never stands alone.
        mutual: it and what it uses need each other (a base type and its functions): the stub comes before them,
            it is created in full after them, and when it is dropped it takes them along.
        bound: for a facet that cannot be taken off: what it hangs on, and the fact whose end sets it free; unless that
            ends, its parent is made anew whenever it or what it hangs on goes.
        behind: what is made before it if it is made at all, where order alone tells them apart (a table's parents).
        remade: objects that are made anew although nothing of theirs says so: no statement gives them what the goal has.
        rivals: for a bound facet: what the server would tie in its parent's place if it were there by then.
        lends: the schema of operators that an expression may use without naming them.
        known_by: what no two objects can have, so that it is the same object under another name (a base type's input
            function); None where there is nothing of the sort.
        rename: (reference, the other one, state before) → statements that give it the other name; None if none can.
        body: text that PostgreSQL keeps without knowing what it needs (a function's, in quotes).
        evaluates: its statements may call the functions that it depends on.
        survives: an object of this kind stays in place when a column under it changes its type.
        rebind: statements that move it to a replaced object of the same name (a column to a rebuilt enum).
        set_aside: statements that rename it away, and the reference-free DROP of what was renamed.
        holders: what keeps values with values of this one inside (columns of its table's row type): while this one
            changes its type, they are something else, or they are made anew.
        shelter: statements that make a holder something else, and those that make it again what it was.
        stub: statements that create a placeholder, to break a cycle.
        implied: objects that come with the creation of any object (owner, default grants).
        slots: names that no two objects may hold at once.
        origin: which catalog fact tells the statement that defined it: `row`, `created`, `log`, `acl`, `state`,
            or `written`: the model's own attribute of that name, the row's `xmin`.
        show: text of the definition for people.
        size: what the server reckons of it: rows (-1 if it never looked), pages of 8 kB.
        key: what its model makes of the columns that it depends on: `primary`, `unique`, `foreign`, or empty.
        rows: `schema.table` of Supabase's whose rows these objects are; `query` reads them from `_rows.source`.
        row_columns: the columns of that table that it needs, with their types.
        shared: its catalog is the server's: a copy of a database has none of them.
        untold: attributes that not every role may read, None where it may not.
        as_of: the model as an older server (version as 150018) would have it, None if it would have none.
    """

    name: str
    catalog: int
    model: type
    query: Callable[[int], str]
    target: Callable[[Ref], str]
    create: Callable[[Ref, Any, Context], Sequence[Sql]]
    drop: Callable[[Ref, Any, Context], Sequence[Sql]]
    alter: tuple[Alter, ...]
    assess: Assess
    rank: int
    schema_at: int | None = 0
    attached: bool = False
    facet: bool = False
    parent: Callable[[Ref, Any], Ref | None] | None = None
    needs: Callable[[Ref, Any], Iterable[Ref]] | None = None
    weak: bool = False
    grant_on: Callable[[Ref], str] | None = None
    inline_in: str = ""
    inline: Callable[[Ref, Any, Context], str | None] | None = None
    order: Callable[[Any], int] | None = None
    also: Callable[[int], str] | None = None
    rest: Callable[[Ref, Any, Context], Sequence[Sql]] | None = None
    expand: Callable[[tuple[Any, ...]], Iterable[tuple[tuple[str, ...], Any]]] | None = None
    late: str = ""
    disposable: bool = False
    pinned: Callable[[Any], bool] | None = None
    mutual: bool = False
    bound: Callable[[Ref, Any, Context], tuple[Ref, Ref] | None] | None = None
    behind: Callable[[Ref, Context], Iterable[Ref]] | None = None
    remade: Callable[[Context], Iterable[Ref]] | None = None
    rivals: Callable[[Ref, Any, Context], Iterable[Ref]] | None = None
    lends: Callable[[Ref, Any], str] | None = None
    known_by: Callable[[Any], Any] | None = None
    rename: Callable[[Ref, Ref, Snapshot], Sequence[Sql] | None] | None = None
    body: Callable[[Any], str] | None = None
    evaluates: bool = False
    survives: Callable[[Any], bool] | None = None
    rebind: Callable[[Ref, Any, Any, Ref, Context], Sequence[Sql] | None] | None = None
    set_aside: Callable[[Ref, Any, Any, Context], tuple[Sequence[Sql], Sequence[Sql]]] | None = None
    holders: Callable[[Ref, Context], Iterable[Ref]] | None = None
    shelter: Callable[[Ref, Any, Context], tuple[Sequence[Sql], Sequence[Sql]] | None] | None = None
    stub: Callable[[Ref, Any, Context], Sequence[Sql]] | None = None
    implied: Callable[[Ref, Context], Iterable[tuple[Ref, Any]]] | None = None
    slots: Callable[[Ref, Any], Iterable[tuple[str, ...]]] | None = None
    origin: str = "row"
    show: Callable[[Ref, Any], str] | None = None
    size: Callable[[Any], tuple[float, float]] | None = None
    key: Callable[[Any], str] | None = None
    rows: str = ""
    row_columns: Mapping[str, str] = field(default_factory=dict)
    shared: bool = False
    untold: tuple[str, ...] = ()
    as_of: Callable[[Any, int], Any] | None = None

    def __post_init__(self) -> None:
        """Refuse a model attribute that no rule covers, and a rule for no attribute."""
        compared = {f.name for f in dataclasses.fields(self.model) if f.compare}
        covered = [attribute for alter in self.alter for attribute in alter.attributes]
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
