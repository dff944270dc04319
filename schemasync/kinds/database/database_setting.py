"""Settings of the database (`ALTER DATABASE … SET`), and of roles in it (`ALTER ROLE … IN DATABASE … SET`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Setting, Sql, dollar, ident, literal
from schemasync.kinds import settings_of_roles
from schemasync.kinds.access.role_setting import assess_setting
from schemasync.kinds.catalog import USER_ROLE
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext


def query(_version: int) -> str:
    """Select settings, but not `app.settings.…`, which are the platform's."""
    return f"""
        SELECT NULL::oid, 0, ARRAY[{settings_of_roles.PARAMETER}]::text[]
                   || CASE WHEN s.setrole = 0 THEN '{{}}' ELSE ARRAY[r.rolname]::text[] END,
               {settings_of_roles.VALUE}, {settings_of_roles.WRITTEN}
        FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) o
        WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (s.setrole = 0 OR {USER_ROLE.format(role="r")}) AND o !~ '^app\\.settings\\.'"""


_DATABASE = "pg_catalog.quote_ident(pg_catalog.current_database())"


@dataclass(frozen=True, slots=True)
class DatabaseSetting:
    """Attributes: value, as the server keeps it; None for what may be a secret."""

    value: str | None
    written: tuple[int, int] = field(default=(0, 0), compare=False)


def _statement(ref: Ref, doing: str, hazards: tuple[Hazard, ...] = (), settings: tuple[Setting, ...] = ()) -> Sql:
    """Write a statement on the current database, whose name is looked up when it runs: the target can have another name."""
    role = ref.path[1:]
    subject = f"ALTER ROLE {ident(role[0])} IN DATABASE" if role else "ALTER DATABASE"
    start, rest = literal(f"{subject} "), literal(f" {doing}")
    body = f"BEGIN EXECUTE {start} || {_DATABASE} || {rest}; END"
    return Sql(f"DO {dollar(body)}", hazards, settings=settings)


def create(ref: Ref, model: DatabaseSetting, _context: PlanContext) -> list[Sql]:
    """Set the parameter; a value that may be a secret was not read and cannot be set."""
    if model.value is None:
        return []
    doing = f"SET {settings_of_roles.assignment(ref.path[0], model.value)}"
    return [_statement(ref, doing, settings=settings_of_roles.settings_for(ref.path[0]))]


def drop(ref: Ref, model: DatabaseSetting, _context: PlanContext) -> list[Sql]:
    """Reset the parameter; a value that was not read is lost."""
    hazards = (Hazard.DATA_LOSS,) if model.value is None else ()
    parameter = ref.path[0]
    doing = f"RESET {settings_of_roles.parameter_name(parameter)}"
    return [_statement(ref, doing, hazards, settings_of_roles.settings_for(parameter))]


def change(ref: Ref, _before: DatabaseSetting, after: DatabaseSetting, context: PlanContext) -> list[Sql]:
    return create(ref, after, context)


def assess(change_: Change) -> Assessment:
    parameter, *role = change_.ref.path
    who = f"role {role[0]} when it connects to it" if role else "every session"
    return assess_setting(change_, who, parameter)


def _phrase(ref: Ref, _of: str) -> str:
    parameter, *roles = ref.path
    return f"setting {parameter} of {''.join(f'role {name} in ' for name in roles)}the database"


KIND = Kind(
    name="database_setting",
    model=DatabaseSetting,
    schema_at=None,
    catalog=Catalog(
        query=query,
    ),
    ddl=Ddl(
        target=lambda ref: f"SETTING {settings_of_roles.parameter_name(ref.path[0])}",
        create=create,
        drop=drop,
        alter=(Alter(("value",), change),),
        unread=settings_of_roles.UNREAD,
        phrase=_phrase,
    ),
    order=Order(
        rank=99,
        roles=lambda ref, _: ref.path[1:],
    ),
    origin="written",
    assess=assess,
    describe=lambda _, model: "(not read: it may be a secret)" if model.value is None else model.value,
)
