"""Settings of roles for all databases (`ALTER ROLE … SET`), without their secrets; they belong to the server."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, ident, literal
from schemasync.kinds import settings_of_roles
from schemasync.kinds.catalog import USER_ROLE
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext, Severity
from schemasync.kinds.roles import ALL, ROLE, decides_access


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[coalesce(r.rolname, {literal(ALL)}), {settings_of_roles.PARAMETER}]::text[], {settings_of_roles.VALUE},
               {settings_of_roles.WRITTEN}
        FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) o
        WHERE s.setdatabase = 0 AND (s.setrole = 0 OR {USER_ROLE.format(role="r")})"""


@dataclass(frozen=True, slots=True)
class RoleSetting:
    """Attributes: value, as the server keeps it; None for what may be a secret."""

    value: str | None
    written: tuple[int, int] = field(default=(0, 0), compare=False)


def target(ref: Ref) -> str:
    return f"ROLE {'ALL' if ref.path[0] == ALL else ident(ref.path[0])}"


def create(ref: Ref, model: RoleSetting, _context: PlanContext) -> list[Sql]:
    """Set the parameter; a value that may be a secret was not read and cannot be set."""
    if model.value is None:
        return []
    text = f"ALTER {target(ref)} SET {settings_of_roles.assignment(ref.path[1], model.value)}"
    return [Sql(text, settings=settings_of_roles.settings_for(ref.path[1]))]


def drop(ref: Ref, model: RoleSetting, _context: PlanContext) -> list[Sql]:
    """Reset the parameter; a value that was not read is lost."""
    hazards = (Hazard.DATA_LOSS,) if model.value is None else ()
    parameter = ref.path[1]
    text = f"ALTER {target(ref)} RESET {settings_of_roles.parameter_name(parameter)}"
    return [Sql(text, hazards, settings=settings_of_roles.settings_for(parameter))]


def change(ref: Ref, _before: RoleSetting, after: RoleSetting, context: PlanContext) -> list[Sql]:
    return create(ref, after, context)


def assess(change_: Change) -> Assessment:
    return assess_setting(change_, f"role {change_.ref.path[0]}", change_.ref.path[1])


def assess_setting(change_: Change, who: str, parameter: str) -> Assessment:
    """Settings of PostgREST, of the role and of row level security are about security."""
    severity = Severity.SECURITY if decides_access(parameter) else Severity.FUNCTIONAL
    if change_.before is None:
        words = f"According to the migrations, {who} has the setting {parameter}; in the database it does not."
        return Assessment(Severity.FUNCTIONAL, words)
    if change_.after is None:
        return Assessment(severity, f"In the database {who} has the setting {parameter}, which no migration makes.")
    return Assessment(severity, f"In the database {who} has another value of {parameter} than in the migrations.")


KIND = Kind(
    name="role_setting",
    model=RoleSetting,
    schema_at=None,
    parent=lambda ref, _: Ref(ROLE, ref.path[:1]),
    catalog=Catalog(
        query=query,
        storage="server",
    ),
    ddl=Ddl(
        target=lambda ref: f"{target(ref)} SET {settings_of_roles.parameter_name(ref.path[1])}",
        create=create,
        drop=drop,
        alter=(Alter(("value",), change),),
        unread=settings_of_roles.UNREAD,
        phrase=lambda ref, _: (
            f"setting {ref.path[1]} of {'all roles' if ref.path[0] == ALL else f'role {ref.path[0]}'}"
        ),
    ),
    order=Order(
        rank=2,
        phase="first",
    ),
    origin="written",
    assess=assess,
    describe=lambda _, model: "(not read: it may be a secret)" if model.value is None else model.value,
)
