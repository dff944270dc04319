"""Memberships in roles (`pg_auth_members`), one for each pair of roles, whoever granted them; they belong to the server."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import USER_ROLE
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext, Severity
from schemasync.kinds.roles import IMPLICIT, OPTIONS_ON_MEMBERSHIPS, ROLE, ROLE_MEMBERSHIP


def query(version: int) -> str:
    """Select memberships, but not those that CREATE ROLE grants to the creator, which `role` reads."""
    options, by_create_role = "NULL::boolean, NULL::boolean", "false"
    if version >= OPTIONS_ON_MEMBERSHIPS:
        options = "bool_or(m.inherit_option), bool_or(m.set_option)"
        by_create_role = IMPLICIT.format(membership="m")
    return f"""
        SELECT NULL::oid, 0, ARRAY[u.rolname, r.rolname]::text[], bool_or(m.admin_option), {options},
               array_agg(pg_get_userbyid(m.grantor)::text ORDER BY pg_get_userbyid(m.grantor)),
               ARRAY[max(m.xmin::text::bigint), max(CASE WHEN m.xmax::text = '0' THEN m.cmin::text::bigint END)]
        FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
        WHERE {USER_ROLE.format(role="u")} AND r.rolname !~ '^schemasync_' AND NOT ({by_create_role})
        GROUP BY u.rolname, r.rolname"""


@dataclass(frozen=True, slots=True)
class RoleMembership:
    """A membership; on PostgreSQL 16 and later several roles can have granted it, and its options are those of all.

    Attributes:
        admin: the member may grant the role.
        inherit: the member has the role's rights without SET ROLE; None before PostgreSQL 16, where its attribute decides.
        set: the member may SET ROLE to it; None before PostgreSQL 16, where it always may.
        grantors: who granted it.
        written: `xmin` and `cmin` of its row.
    """

    admin: bool
    inherit: bool | None
    set: bool | None
    grantors: tuple[str, ...] = field(default=(), compare=False)
    written: tuple[int, int] = field(default=(0, 0), compare=False)


def target(ref: Ref) -> str:
    return f"{ident(ref.path[1])} TO {ident(ref.path[0])}"


def create(ref: Ref, model: RoleMembership, context: PlanContext) -> list[Sql]:
    """Grant the role, with the options that differ from those of a plain GRANT."""
    member = context.after.objects.get(Ref(ROLE, ref.path[:1]))
    options = ["ADMIN OPTION" if model.inherit is None else "ADMIN TRUE"] if model.admin else []
    if model.inherit is not None and (member is None or model.inherit != member.inherit):
        options.append(f"INHERIT {_word(model.inherit)}")
    if model.set is False:
        options.append("SET FALSE")
    return [Sql(f"GRANT {target(ref)}{' WITH ' if options else ''}{', '.join(options)}")]


def _word(value: bool | None) -> str:  # noqa: FBT001
    return "TRUE" if value else "FALSE"


def drop(ref: Ref, model: RoleMembership, context: PlanContext) -> list[Sql]:
    """Revoke the role; from 16 on a REVOKE for each grantor, as it ends the grant of one. DROP ROLE needs no REVOKE before."""
    if any(Ref(ROLE, (name,)) in context.before.objects.keys() - context.after.objects.keys() for name in ref.path):
        return []
    member, granted = map(ident, ref.path)
    revoke = f"REVOKE {granted} FROM {member}"
    if model.inherit is None:
        return [Sql(revoke)]
    return [Sql(revoke + ("" if by == context.role else f" GRANTED BY {ident(by)}")) for by in model.grantors]


def change(ref: Ref, before: RoleMembership, after: RoleMembership, context: PlanContext) -> list[Sql]:
    """Grant the role again with other options; grants of other roles, which that does not change, are revoked."""
    if after.inherit is None:
        member, granted = map(ident, ref.path)
        take = f"REVOKE ADMIN OPTION FOR {granted} FROM {member}"
        return create(ref, after, context) if after.admin else [Sql(take)]
    others = [*drop(ref, before, context)] if before.grantors != (context.role,) else []
    options = f"ADMIN {_word(after.admin)}, INHERIT {_word(after.inherit)}, SET {_word(after.set)}"
    return [*others, Sql(f"GRANT {target(ref)} WITH {options}")]


API_ROLES = {"anon": "anyone with the anon key", "authenticated": "every signed-in user"}
"""Roles whose rights strangers have, and who these are."""
FULL_ACCESS = frozenset({"service_role", "postgres", "supabase_admin"})
"""Roles that reach every row: BYPASSRLS is not inherited, but a member can act as the role."""
ALL_TABLES = {"pg_read_all_data": "read every table", "pg_write_all_data": "add, change and delete rows of every table"}
"""Roles with privileges on every table, which do not bypass row security."""


def assess(change_: Change) -> Assessment:
    """A membership that the database alone has gives rights that no migration asks for."""
    member, granted = change_.ref.path
    stranger = API_ROLES.get(member)
    if change_.before is None and stranger:
        words = f"The migrations grant {granted} to {member}: {stranger} then {_gain(granted)}."
        return Assessment(Severity.SECURITY, words)
    if change_.before is None:
        words = f"Role {member} is no member of {granted} in the database and lacks its rights."
        return Assessment(Severity.BREAKING, words)
    if change_.after is None:
        fact = f"{member} is a member of {granted} in the database, and no migration says so."
        words = f"{stranger[0].upper()}{stranger[1:]} {_gain(granted)}: {fact}" if stranger else f"Role {fact}"
        return Assessment(Severity.SECURITY, words)
    return Assessment(
        Severity.SECURITY, f"Role {member} is a member of {granted} with other options than the migrations say."
    )


def _gain(granted: str) -> str:
    if granted in FULL_ACCESS:
        return f"can act as {granted}, which reaches every row of every table"
    if granted in ALL_TABLES:
        return f"can {ALL_TABLES[granted]}, as far as row level security allows it"
    return f"has the rights of {granted}"


def describe(_ref: Ref, model: RoleMembership) -> str:
    words = ["admin"] if model.admin else []
    words += [] if model.inherit is None or model.inherit else ["does not inherit"]
    words += [] if model.set is None or model.set else ["no SET ROLE"]
    return ", ".join(["member", *words])


def for_server_version(model: RoleMembership, version: int) -> RoleMembership:
    """The model as an older server has it."""
    if version >= OPTIONS_ON_MEMBERSHIPS:
        return model
    return RoleMembership(model.admin, None, None, model.grantors, model.written)


KIND = Kind(
    name=ROLE_MEMBERSHIP,
    model=RoleMembership,
    schema_at=None,
    parent=lambda ref, _: Ref(ROLE, ref.path[:1]),
    catalog=Catalog(
        query=query,
        storage="server",
        for_server_version=for_server_version,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("admin", "inherit", "set"), change),),
        phrase=lambda ref, _: f"membership of {ref.path[0]} in {ref.path[1]}",
    ),
    order=Order(
        rank=1,
        phase="first",
        roles=lambda ref, _: ref.path[1:],
    ),
    origin="written",
    assess=assess,
    describe=describe,
)
