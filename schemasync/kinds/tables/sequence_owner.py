"""The column that a sequence belongs to (`OWNED BY`; `pg_depend` with deptype `a`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, name
from schemasync.kinds.catalog import PG_CLASS, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import get
from schemasync.kinds.paths import ColumnName
from schemasync.kinds.tables._rebuild_table import keeps_rows
from schemasync.kinds.tables.sequence import Sequence, continue_after_rows


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname]::text[],
               ARRAY[tn.nspname, t.relname, a.attname]::text[]
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_depend d ON d.classid = {PG_CLASS} AND d.objid = c.oid AND d.objsubid = 0
                  AND d.deptype = 'a' AND d.refclassid = {PG_CLASS} AND d.refobjsubid > 0
             JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        WHERE c.relkind = 'S' AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class SequenceOwner:
    """Attributes: the owning column."""

    column: ColumnName

    def __post_init__(self) -> None:
        """Give the tuple that was read its names."""
        object.__setattr__(self, "column", ColumnName(*self.column))


def target(ref: Ref) -> str:
    return f"SEQUENCE {name(*ref.path)}"


def create(ref: Ref, model: SequenceOwner, context: PlanContext) -> list[Sql]:
    """Set the owner, and a new sequence to continue after the numbers that the column has."""
    sequence, column = Ref("sequence", ref.path), Ref("column", model.column)
    owned = Sql(f"ALTER {target(ref)} OWNED BY {name(*model.column)}")
    has_rows = column not in context.created or keeps_rows(Ref("table", model.column.relation), context)
    if sequence in context.created and column in context.before.objects and has_rows:
        return [owned, continue_after_rows(sequence, column, get(context.after.objects, sequence, Sequence))]
    return [owned]


def drop(ref: Ref, _model: SequenceOwner, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} OWNED BY NONE")]


def change(ref: Ref, before: SequenceOwner, after: SequenceOwner, context: PlanContext) -> list[Sql] | Replace:
    """Tie it to another column; a sequence that is tied to a column cannot change its owner."""
    owner = Ref("owner", (), Ref("sequence", ref.path))
    same_owner = context.before.objects.get(owner) == context.after.objects.get(owner)
    return create(ref, after, context) if same_owner else REPLACE


def requires(ref: Ref, model: SequenceOwner) -> list[Ref]:
    """Set the owners of sequence and table first, as PostgreSQL demands that they are the same."""
    return [
        Ref("column", model.column),
        Ref("owner", (), Ref("sequence", ref.path)),
        Ref("owner", (), Ref("table", model.column.relation)),
    ]


KIND = Kind(
    name="sequence_owner",
    model=SequenceOwner,
    parent=lambda ref, _: Ref("sequence", ref.path),
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_class", "x.relkind = 'S'"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("column",), change),),
    ),
    order=Order(
        rank=60,
        requires=requires,
    ),
    origin="parent",
    assess=status_assess(
        (Severity.COSMETIC, "The sequence is not OWNED BY its column in the database; the migrations say that it is."),
        (Severity.COSMETIC, "The sequence is OWNED BY a column in the database; no migration says so."),
        (Severity.COSMETIC, "The sequence is tied to another column."),
    ),
)
