"""Functions, window functions included (`pg_proc` with prokind `f`, `w`)."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.core.sql import Sql
from schemasync.kinds._catalog import PG_PROC
from schemasync.kinds._kind import Alter, Catalog, Code, Ddl, Kind, Order, Replacement
from schemasync.kinds._rename import rename_by
from schemasync.kinds.routines._routine import (
    ATTRIBUTES,
    Routine,
    assess_routine,
    change,
    create,
    routine_query,
    signature,
    stub,
)


def target(ref: Ref) -> str:
    return f"FUNCTION {signature(ref)}"


KIND = Kind(
    name="function",
    model=Routine,
    catalog=Catalog(
        oid=PG_PROC,
        query=routine_query("'f', 'w'"),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target, 1),
        create=create,
        drop=lambda ref, _model, _context: [Sql(f"DROP {target(ref)}")],
        alter=(Alter(ATTRIBUTES, change),),
        placeholder=stub,
    ),
    order=Order(
        rank=34,
    ),
    replacement=Replacement(
        rebuildable=True,
    ),
    unique_names=lambda ref, _: [("routine", *ref.path)],
    code=Code(
        function_body=lambda model: model.body,
    ),
    origin="log",
    assess=assess_routine("function"),
    describe=lambda _, model: model.definition,
)
