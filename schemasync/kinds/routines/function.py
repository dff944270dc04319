"""Functions, window functions included (`pg_proc` with prokind `f`, `w`)."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.core.sql import Sql
from schemasync.kinds._catalog import PG_PROC
from schemasync.kinds._kind import Alter, Kind
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
    catalog=PG_PROC,
    model=Routine,
    query=routine_query("'f', 'w'"),
    target=target,
    create=create,
    drop=lambda ref, _model, _context: [Sql(f"DROP {target(ref)}")],
    alter=(Alter(ATTRIBUTES, change),),
    assess=assess_routine("function"),
    disposable=True,
    body=lambda model: model.body,
    rank=34,
    stub=stub,
    slots=lambda ref, _: [("routine", *ref.path)],
    origin="log",
    show=lambda _, model: model.definition,
)
