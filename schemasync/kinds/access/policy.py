"""Row level security policies (`pg_policy`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, ident, roles
from schemasync.kinds.catalog import PG_POLICY, USER_SCHEMA, UserRows
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assessment,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
    plain_drop,
)
from schemasync.kinds.paths import relation_name, relation_of
from schemasync.kinds.rename import rename_by

COMMANDS = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE", "*": "ALL"}


def query(_version: int) -> str:
    return f"""
        SELECT p.oid, 0, ARRAY[n.nspname, c.relname, p.polname]::text[],
               p.polcmd::text, p.polpermissive,
               ARRAY(SELECT CASE o WHEN 0 THEN 'public' ELSE pg_get_userbyid(o)::text END COLLATE "C"
                     FROM unnest(p.polroles) u(o) ORDER BY 1),
               pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {USER_SCHEMA}"""


@dataclass(frozen=True, slots=True)
class Policy:
    """Attributes: command (r, a, w, d, *), permissive, roles sorted, USING, WITH CHECK."""

    command: str
    permissive: bool
    roles: tuple[str, ...]
    using: str | None
    check: str | None


def target(ref: Ref) -> str:
    return f"POLICY {ident(ref.name)} ON {relation_name(ref)}"


def create(ref: Ref, model: Policy, _context: PlanContext) -> list[Sql]:
    kind = "" if model.permissive else " AS RESTRICTIVE"
    return [Sql(f"CREATE {target(ref)}{kind} FOR {COMMANDS[model.command]}{_clauses(model)}")]


def _clauses(model: Policy) -> str:
    using = f" USING ({model.using})" if model.using is not None else ""
    check = f" WITH CHECK ({model.check})" if model.check is not None else ""
    return f" TO {roles(model.roles)}{using}{check}"


def change(ref: Ref, before: Policy, after: Policy, _context: PlanContext) -> list[Sql] | Replace:
    """ALTER POLICY cannot remove an expression."""
    lost = (before.using is not None and after.using is None) or (before.check is not None and after.check is None)
    return REPLACE if lost else [Sql(f"ALTER {target(ref)}{_clauses(after)}")]


def assess(change: Change) -> Assessment:
    """Rate a missing restrictive policy and an additional permissive one as security: they open rows."""
    if change.before is None:
        if change.after.permissive:
            return Assessment(Severity.BREAKING, "The policy is not in the database, so it opens no rows there.")
        return Assessment(
            Severity.SECURITY, "The restrictive policy is not in the database, so it hides no rows there."
        )
    if change.after is None:
        if change.before.permissive:
            words = "The policy opens rows in the database, and no migration defines it."
            return Assessment(Severity.SECURITY, words)
        return Assessment(Severity.FUNCTIONAL, "The policy hides rows in the database, and no migration defines it.")
    return Assessment(Severity.SECURITY, "The policy lets other rows or other roles through than the migrations say.")


def describe(_ref: Ref, model: Policy) -> str:
    return f"{'' if model.permissive else 'RESTRICTIVE '}FOR {COMMANDS[model.command]}{_clauses(model)}"


KIND = Kind(
    name="policy",
    model=Policy,
    parent=lambda ref, _: Ref("table", relation_of(ref)),
    catalog=Catalog(
        oid=PG_POLICY,
        query=query,
        only_if=UserRows("pg_policy"),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target),
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("command", "permissive"), REPLACE), Alter(("roles", "using", "check"), change)),
        phrase=lambda ref, _: 'policy "{2}" on {0}.{1}'.format(*ref.path),
    ),
    order=Order(
        rank=90,
        roles=lambda _, model: model.roles,
    ),
    replacement=Replacement(
        rebuildable=True,
    ),
    unique_names=lambda ref, _: [("policy", *ref.path)],
    code=Code(
        expressions=("using", "check"),
    ),
    assess=assess,
    describe=describe,
)
