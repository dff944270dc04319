"""Row level security of a table (`pg_class.relrowsecurity`, `relforcerowsecurity`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, name
from schemasync.kinds.catalog import USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, LoggedState, Order, PlanContext, Severity


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, c.relname]::text[], c.relrowsecurity, c.relforcerowsecurity
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND (c.relrowsecurity OR c.relforcerowsecurity)
              AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class RowSecurity:
    """Attributes: enabled, forced on the owner too. A table with neither has no row security."""

    enabled: bool
    forced: bool


def target(ref: Ref) -> str:
    return f"TABLE {name(*ref.path)}"


def _set(ref: Ref, before: RowSecurity, after: RowSecurity) -> list[Sql]:
    prefix, lock = f"ALTER TABLE {name(*ref.path)}", (Hazard.ACCESS_EXCLUSIVE,)
    statements = []
    if before.enabled != after.enabled:
        statements.append(Sql(f"{prefix} {'ENABLE' if after.enabled else 'DISABLE'} ROW LEVEL SECURITY", lock))
    if before.forced != after.forced:
        statements.append(Sql(f"{prefix} {'FORCE' if after.forced else 'NO FORCE'} ROW LEVEL SECURITY", lock))
    return statements


OFF = RowSecurity(enabled=False, forced=False)


def create(ref: Ref, model: RowSecurity, _context: PlanContext) -> list[Sql]:
    return _set(ref, OFF, model)


def drop(ref: Ref, model: RowSecurity, _context: PlanContext) -> list[Sql]:
    return _set(ref, model, OFF)


def change(ref: Ref, before: RowSecurity, after: RowSecurity, _context: PlanContext) -> list[Sql]:
    return _set(ref, before, after)


def assess(change: Change) -> Assessment:
    before, after = change.before or OFF, change.after or OFF
    if after.enabled and not before.enabled:
        words = "Row level security is off in the database: policies do not apply, and every role with a grant sees all rows."
        return Assessment(Severity.SECURITY, words)
    if after.forced and not before.forced:
        return Assessment(Severity.SECURITY, "Row level security is not forced: the table's owner sees every row.")
    words = "Row level security is stricter in the database than in the migrations: queries may return fewer rows."
    return Assessment(Severity.BREAKING, words)


KIND = Kind(
    name="row_security",
    model=RowSecurity,
    parent=lambda ref, _: Ref("table", ref.path),
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_class", "x.relrowsecurity OR x.relforcerowsecurity"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("enabled", "forced"), change),),
        switched=True,
        phrase=lambda ref, _: "row security of {}.{}".format(*ref.path),
    ),
    order=Order(
        rank=88,
    ),
    origin=LoggedState(("relrowsecurity", "relforcerowsecurity")),
    assess=assess,
    describe=lambda _, model: ("enabled" if model.enabled else "disabled") + (", forced" if model.forced else ""),
)
