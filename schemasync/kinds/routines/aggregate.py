"""Aggregate functions (`pg_aggregate`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, literal, name
from schemasync.kinds.catalog import PG_PROC, USER_SCHEMA, UserRows, own
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

FUNCTIONS = {
    "aggtransfn": "SFUNC", "aggfinalfn": "FINALFUNC", "aggcombinefn": "COMBINEFUNC", "aggserialfn": "SERIALFUNC",
    "aggdeserialfn": "DESERIALFUNC", "aggmtransfn": "MSFUNC", "aggminvtransfn": "MINVFUNC",
    "aggmfinalfn": "MFINALFUNC",
}  # fmt: skip
MODIFY = {"r": "READ_ONLY", "s": "SHAREABLE", "w": "READ_WRITE"}
PARALLEL = {"s": "SAFE", "r": "RESTRICTED", "u": "UNSAFE"}


def query(_version: int) -> str:
    functions = ", ".join(
        f"(SELECT quote_ident(fn.nspname) || '.' || quote_ident(f.proname) FROM pg_proc f"
        f" JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.{column})"
        for column in FUNCTIONS
    )
    return f"""
        SELECT p.oid, 0, ARRAY[n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)]::text[],
               a.aggkind::text, ARRAY[{functions}]::text[], format_type(a.aggtranstype, NULL), a.aggtransspace,
               CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END, a.aggmtransspace,
               a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify::text, a.aggmfinalmodify::text,
               a.agginitval, a.aggminitval,
               CASE WHEN a.aggsortop <> 0 THEN (SELECT 'OPERATOR(' || quote_ident(opn.nspname) || '.' || o.oprname || ')'
                    FROM pg_operator o JOIN pg_namespace opn ON opn.oid = o.oprnamespace WHERE o.oid = a.aggsortop) END,
               p.proparallel::text, pg_get_function_arguments(p.oid)
        FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE {USER_SCHEMA} AND {own(PG_PROC, "p.oid")}"""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Attributes as in CREATE AGGREGATE; `functions` in the order of `FUNCTIONS`."""

    aggregate_kind: str
    functions: tuple[str | None, ...]
    state_type: str
    state_space: int
    moving_state_type: str | None
    moving_state_space: int
    final_extra: bool
    moving_final_extra: bool
    final_modify: str
    moving_final_modify: str
    initial: str | None
    moving_initial: str | None
    sort_operator: str | None
    parallel: str
    arguments: str


def signature(ref: Ref) -> str:
    _, _, arguments = ref.path
    return f"{_qualified(ref)}({arguments or '*'})"


def _qualified(ref: Ref) -> str:
    schema, aggregate, _ = ref.path
    return name(schema, aggregate)


def _argument_types(ref: Ref) -> str:
    """The types as GRANT lists them: direct and ordered arguments in one list."""
    _, _, arguments = ref.path
    direct, _, ordered = arguments.partition("ORDER BY ")
    if direct.strip() == ordered.strip() and ordered.startswith("VARIADIC "):
        direct = ""
    return direct.rstrip() + (", " if direct and ordered else "") + ordered


def target(ref: Ref) -> str:
    return f"AGGREGATE {signature(ref)}"


def create(ref: Ref, model: Aggregate, _context: PlanContext) -> list[Sql]:
    default_modify = "r" if model.aggregate_kind == "n" else "w"
    clauses = [f"{word} = {value}" for word, value in zip(FUNCTIONS.values(), model.functions, strict=True) if value]
    clauses.append(f"STYPE = {model.state_type}")
    optional = {
        "SSPACE": model.state_space or None,
        "FINALFUNC_MODIFY": MODIFY[model.final_modify] if model.final_modify != default_modify else None,
        "INITCOND": literal(model.initial) if model.initial is not None else None,
        "MSTYPE": model.moving_state_type,
        "MSSPACE": model.moving_state_space or None,
        "MFINALFUNC_MODIFY": MODIFY[model.moving_final_modify] if model.moving_final_modify != default_modify else None,
        "MINITCOND": literal(model.moving_initial) if model.moving_initial is not None else None,
        "SORTOP": model.sort_operator,
        "PARALLEL": PARALLEL[model.parallel] if model.parallel != "u" else None,
    }
    clauses += [f"{word} = {value}" for word, value in optional.items() if value is not None]
    flags = {"FINALFUNC_EXTRA": model.final_extra, "MFINALFUNC_EXTRA": model.moving_final_extra}
    clauses += [word for word, on in flags.items() if on] + (["HYPOTHETICAL"] if model.aggregate_kind == "h" else [])
    body = ",\n    ".join(clauses)
    return [Sql(f"CREATE AGGREGATE {_qualified(ref)}({model.arguments or '*'}) (\n    {body}\n)")]


KIND = Kind(
    name="aggregate",
    model=Aggregate,
    catalog=Catalog(
        oid=PG_PROC,
        query=query,
        only_if=UserRows("pg_aggregate", oid="aggfnoid::oid"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(
            Alter(
                (
                    "aggregate_kind",
                    "functions",
                    "state_type",
                    "state_space",
                    "moving_state_type",
                    "moving_state_space",
                    "final_extra",
                    "moving_final_extra",
                    "final_modify",
                    "moving_final_modify",
                    "initial",
                    "moving_initial",
                    "sort_operator",
                    "parallel",
                    "arguments",
                ),
                REPLACE,
            ),
        ),
        grant_target=lambda ref: f"FUNCTION {_qualified(ref)}({_argument_types(ref)})",
    ),
    order=Order(
        rank=36,
    ),
    unique_names=lambda ref, _: [("routine", *ref.path)],
    origin="log",
    assess=status_assess(
        (Severity.BREAKING, "The aggregate is not in the database; every query that uses it fails."),
        (Severity.FUNCTIONAL, "The aggregate exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The aggregate computes something else than the migrations say."),
    ),
)
