"""Roles (`pg_roles`) with their attributes, never their passwords; they belong to the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, ident, literal
from schemasync.kinds.catalog import PG_AUTHID, USER_ROLE
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext, Severity
from schemasync.kinds.roles import IMPLICIT, OPTIONS_ON_MEMBERSHIPS, POWERS, ROLE, powers


def query(version: int) -> str:
    """Select roles; a `valid_until` of infinity is read as none."""
    creators = "'{}'::text[]"
    if version >= OPTIONS_ON_MEMBERSHIPS:
        creators = f"""ARRAY(SELECT u.rolname::text FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member
                             WHERE m.roleid = r.oid AND {IMPLICIT.format(membership="m")} ORDER BY 1)"""
    return f"""
        SELECT r.oid, 0, ARRAY[r.rolname]::text[], r.rolcanlogin, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
               r.rolreplication, r.rolinherit, r.rolconnlimit,
               CASE WHEN isfinite(r.rolvaliduntil) THEN rtrim(rtrim(to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.') || '+00'
                    WHEN r.rolvaliduntil = '-infinity' THEN '-infinity' END,
               {creators}
        FROM pg_roles r WHERE {USER_ROLE.format(role="r")}"""


@dataclass(frozen=True, slots=True)
class Role:
    """A role, named as its attributes are in `CREATE ROLE`.

    Attributes:
        login, superuser, bypassrls, createrole, createdb, replication, inherit: what the role may do.
        connection_limit: -1 for none.
        valid_until: when its password ends, in UTC; None for never.
        creators: roles that may administer it because they created it; it comes with the creation.
    """

    login: bool
    superuser: bool
    bypassrls: bool
    createrole: bool
    createdb: bool
    replication: bool
    inherit: bool
    connection_limit: int
    valid_until: str | None
    creators: tuple[str, ...] = field(default=(), compare=False)


_SWITCHES = ("login", "superuser", "bypassrls", "createrole", "createdb", "replication", "inherit")
_ATTRIBUTES = (*_SWITCHES, "connection_limit", "valid_until")
PLAIN = Role(
    login=False, superuser=False, bypassrls=False, createrole=False, createdb=False, replication=False, inherit=True,
    connection_limit=-1, valid_until=None,
)  # fmt: skip
"""Role that `CREATE ROLE` without options creates."""


def target(ref: Ref) -> str:
    return f"ROLE {ident(ref.path[0])}"


def _options(before: Role, after: Role) -> str:
    """The options that lead from one state to another, each with a blank before it."""
    switched = [name for name in _SWITCHES if getattr(before, name) != getattr(after, name)]
    words = [("" if getattr(after, name) else "NO") + name.upper() for name in switched]
    if before.connection_limit != after.connection_limit:
        words.append(f"CONNECTION LIMIT {after.connection_limit}")
    if before.valid_until != after.valid_until:
        words.append(f"VALID UNTIL {literal(after.valid_until or 'infinity')}")
    return "".join(f" {word}" for word in words)


def create(ref: Ref, model: Role, _context: PlanContext) -> list[Sql]:
    """A role that can log in gets no password: it must be given by hand."""
    return [Sql(f"CREATE {target(ref)}{_options(PLAIN, model)}")]


def drop(ref: Ref, model: Role, _context: PlanContext) -> list[Sql]:
    """The password of a role that can log in goes with it: it is never read."""
    return [Sql(f"DROP {target(ref)}", (Hazard.DATA_LOSS,) if model.login else ())]


def change(ref: Ref, before: Role, after: Role, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)}{_options(before, after)}")]


def _words(names: Sequence[str]) -> str:
    return " and ".join(POWERS[name] for name in names)


def assess(change_: Change) -> Assessment:
    """A role that can do more in the database than the migrations say is a matter of security."""
    name = change_.ref.path[0]
    if change_.before is None:
        return _assess_missing(name, powers(change_.after))
    if change_.after is None:
        able = powers(change_.before)
        if able:
            return Assessment(Severity.SECURITY, f"Role {name} {_words(able)}, and no migration creates it.")
        return Assessment(Severity.FUNCTIONAL, f"Role {name} is in the database, but no migration creates it.")
    more = [word for word in powers(change_.before) if word not in powers(change_.after)]
    less = [word for word in powers(change_.after) if word not in powers(change_.before)]
    if more:
        return Assessment(Severity.SECURITY, f"In the database role {name} {_words(more)}; no migration makes it so.")
    if less:
        severity = Severity.SECURITY if {"superuser", "bypassrls"} & {*less} else Severity.BREAKING
        return Assessment(
            severity, f"According to the migrations, role {name} {_words(less)}; in the database that is not so."
        )
    return Assessment(Severity.FUNCTIONAL, f"Role {name} has other options in the database than in the migrations.")


def _assess_missing(name: str, able: Sequence[str]) -> Assessment:
    dangerous = [word for word in able if word in ("superuser", "bypassrls")]
    if dangerous:
        return Assessment(Severity.SECURITY, f"The migrations create role {name}, which {_words(dangerous)}.")
    return Assessment(
        Severity.BREAKING, f"Role {name} is not in the database: statements that name it fail, and nobody can use it."
    )


def describe(_ref: Ref, model: Role) -> str:
    return f"{_options(PLAIN, model).strip() or 'NOLOGIN'}"


KIND = Kind(
    name=ROLE,
    model=Role,
    schema_at=None,
    catalog=Catalog(
        oid=PG_AUTHID,
        query=query,
        storage="server",
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(_ATTRIBUTES, change),),
    ),
    order=Order(
        rank=0,
        phase="first",
    ),
    unique_names=lambda ref, _: [("role", *ref.path)],
    assess=assess,
    describe=describe,
)
