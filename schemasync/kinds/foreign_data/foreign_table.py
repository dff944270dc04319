"""Foreign tables (`pg_foreign_table`); their columns are of the same kind as a table's."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds import option_lists
from schemasync.kinds.catalog import PG_CLASS, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Severity,
    plain_drop,
    status_assess,
)
from schemasync.kinds.rename import rename_by
from schemasync.kinds.tables._create_table import column_list, inherits


def query(_version: int) -> str:
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, c.relname]::text[], s.srvname::text, ARRAY(SELECT unnest(f.ftoptions) ORDER BY 1),
               c.relispartition
        FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_foreign_server s ON s.oid = f.ftserver
        WHERE {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """Attributes: server, options, whether it is a partition (not compared)."""

    server: str
    options: tuple[str, ...]
    is_partition: bool = field(compare=False)


def target(ref: Ref) -> str:
    return f"FOREIGN TABLE {name(*ref.path)}"


def create(ref: Ref, model: ForeignTable, context: PlanContext) -> list[Sql]:
    _, body = column_list(ref, context)
    server = f" SERVER {ident(model.server)}{option_lists.clause(model.options)}"
    return [Sql(f"CREATE {target(ref)} {body}{inherits(ref, context)}{server}")]


def change(ref: Ref, before: ForeignTable, after: ForeignTable, _context: PlanContext) -> list[Sql]:
    return option_lists.change(f"ALTER {target(ref)}", before.options, after.options)


KIND = Kind(
    name="foreign_table",
    model=ForeignTable,
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        only_if=UserRows("pg_class", "x.relkind = 'f'"),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target, moves=True),
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("server",), REPLACE), Alter(("options",), change)),
        grant_target=lambda ref: f"TABLE {name(*ref.path)}",
    ),
    order=Order(
        rank=41,
    ),
    unique_names=lambda ref, _: [("relation", *ref.path), ("type", *ref.path)],
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The foreign table is not in the database; queries that use it fail."),
        (Severity.FUNCTIONAL, "The foreign table exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The foreign table reads from another source than the migrations say."),
    ),
)
