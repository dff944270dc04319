"""User mappings (`pg_user_mappings`), without their secrets."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, role
from schemasync.kinds import option_lists
from schemasync.kinds.catalog import PG_FOREIGN_SERVER, PG_USER_MAPPING, UserRows, own
from schemasync.kinds.kind import Alter, Catalog, Ddl, Kind, Order, PlanContext, Severity, status_assess


def query(_version: int) -> str:
    return f"""
        SELECT m.umid, 0, ARRAY[m.srvname, coalesce(nullif(m.usename::text, ''), 'public')]::text[],
               coalesce((SELECT array_agg(o ORDER BY o) FROM unnest(m.umoptions) o
                         WHERE split_part(o, '=', 1) !~* '({option_lists.SECRET})'), '{{}}')
        FROM pg_user_mappings m WHERE {own(PG_FOREIGN_SERVER, "m.srvid")}"""


@dataclass(frozen=True, slots=True)
class UserMapping:
    """Attributes: the options, without those whose names suggest a secret."""

    options: tuple[str, ...]


def target(ref: Ref) -> str:
    server, user = ref.path
    return f"USER MAPPING FOR {role(user)} SERVER {ident(server)}"


def foreign_server(ref: Ref) -> Ref:
    server, _ = ref.path
    return Ref("foreign_server", (server,))


def create(ref: Ref, model: UserMapping, _context: PlanContext) -> list[Sql]:
    return [Sql(f"CREATE {target(ref)}{option_lists.clause(model.options)}")]


def drop(ref: Ref, _model: UserMapping, _context: PlanContext) -> list[Sql]:
    """Drop it; its secrets, which are never read, are lost."""
    return [Sql(f"DROP {target(ref)}", (Hazard.DATA_LOSS,))]


def change(ref: Ref, before: UserMapping, after: UserMapping, _context: PlanContext) -> list[Sql]:
    return option_lists.change(f"ALTER {target(ref)}", before.options, after.options)


KIND = Kind(
    name="user_mapping",
    model=UserMapping,
    schema_at=None,
    catalog=Catalog(
        oid=PG_USER_MAPPING,
        query=query,
        only_if=UserRows("pg_user_mappings", oid="umid"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("options",), change),),
    ),
    order=Order(
        rank=39,
        roles=lambda ref, _: ref.path[1:],
        requires=lambda ref, _: [foreign_server(ref)],
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The user mapping is not in the database; its secrets must be given by hand."),
        (Severity.SECURITY, "The user mapping exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The user mapping differs from the migrations."),
    ),
)
