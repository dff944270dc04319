"""List every user object that no kind reads, so that "in sync" is never said of an object that was not compared.

Each catalog that can hold a user's object is probed for the addresses of its rows. An address that no kind has read is an
object that is not compared. Objects in a catalog that only a newer server has are found by their dependencies.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import psycopg
from psycopg.pq import TransactionStatus

from schemasync.core.model import Unmodeled
from schemasync.core.sql import literal
from schemasync.introspect.session import reading_settings
from schemasync.kinds import KINDS, option_lists, settings_of_roles, table_rows
from schemasync.kinds import catalog as c

_FROM_15 = 150000
"""First version with privileges on parameters, and with schemas in publications."""
FEW = 20
"""Most large objects that are named one by one; more are only counted."""
MOST_NAMED = 1_000
"""Most objects that are named one by one; the others are counted."""
NOT_MODELED = "this version of schemasync does not compare objects of this kind"


class CatalogProbe(NamedTuple):
    """A query for the user's objects in one catalog.

    Attributes:
        catalog: its name.
        oid: its OID, as in `pg_depend.classid`.
        namespace: column with the schema of a row; empty if its objects live in no schema.
        owner: column with the relation that a row is a part of; rows of an extension's relation are not the user's.
        condition: on a row `t` that is an object by itself.
        since: first server version that has the catalog.
    """

    catalog: str
    oid: int
    namespace: str = ""
    owner: str = ""
    condition: str = "true"
    since: int = 0

    @property
    def only_if(self) -> c.UserRows:
        """Condition without which it finds nothing."""
        return c.UserRows(self.catalog)

    def select(self) -> str:
        """SELECT of the catalog's OID, and of OID and schema (0: in none) of each row that may be a user's object."""
        conditions = [f"t.oid >= {c.FIRST_USER_OID}", self.condition]
        if self.owner:
            user_schemas = f"SELECT n.oid FROM pg_namespace n WHERE {c.USER_SCHEMA}"
            conditions.append(
                f"t.{self.owner} IN (SELECT r.oid FROM pg_class r WHERE {c.own_relation('r')}"
                f" AND r.relnamespace IN ({user_schemas}))"
            )
        namespace = f"t.{self.namespace}" if self.namespace else "0"
        return f"SELECT {self.oid}, t.oid, {namespace} FROM {self.catalog} t WHERE {' AND '.join(conditions)}"


_OF_OWN_TABLE_OR_DOMAIN = (  # a NOT NULL is a part of its column, the constraint of a constraint trigger of the trigger
    f"t.contype NOT IN ('n', 't') AND {c.own(c.PG_CLASS, 't.conrelid')} AND {c.own(c.PG_TYPE, 't.contypid')}"
)
_INDEX_OF_OWN_TABLE = (
    f"NOT EXISTS (SELECT FROM pg_index x WHERE x.indexrelid = t.oid AND NOT ({c.own(c.PG_CLASS, 'x.indrelid')}))"
)
_OF_THIS_DATABASE = "t.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
_USER_MAPPINGS = f"(SELECT umid AS oid FROM pg_user_mappings WHERE {c.own(c.PG_FOREIGN_SERVER, 'srvid')})"
CATALOGS = (
    CatalogProbe("pg_am", c.PG_AM),
    CatalogProbe("pg_attrdef", c.PG_ATTRDEF, owner="adrelid"),
    CatalogProbe("pg_cast", c.PG_CAST),
    CatalogProbe("pg_class", c.PG_CLASS, "relnamespace", condition=_INDEX_OF_OWN_TABLE),
    CatalogProbe("pg_collation", c.PG_COLLATION, "collnamespace"),
    CatalogProbe("pg_constraint", c.PG_CONSTRAINT, "connamespace", condition=_OF_OWN_TABLE_OR_DOMAIN),
    CatalogProbe("pg_conversion", c.PG_CONVERSION, "connamespace"),
    CatalogProbe("pg_default_acl", c.PG_DEFAULT_ACL),
    CatalogProbe("pg_event_trigger", c.PG_EVENT_TRIGGER),
    CatalogProbe("pg_extension", c.PG_EXTENSION),
    CatalogProbe("pg_foreign_data_wrapper", c.PG_FOREIGN_DATA_WRAPPER),
    CatalogProbe("pg_foreign_server", c.PG_FOREIGN_SERVER),
    CatalogProbe("pg_language", c.PG_LANGUAGE),
    CatalogProbe("pg_namespace", c.PG_NAMESPACE, "oid"),
    CatalogProbe("pg_opclass", c.PG_OPCLASS, "opcnamespace"),
    CatalogProbe("pg_operator", c.PG_OPERATOR, "oprnamespace"),
    CatalogProbe("pg_opfamily", c.PG_OPFAMILY, "opfnamespace"),
    CatalogProbe("pg_policy", c.PG_POLICY, owner="polrelid"),
    CatalogProbe("pg_proc", c.PG_PROC, "pronamespace"),
    CatalogProbe("pg_publication", c.PG_PUBLICATION),
    CatalogProbe("pg_publication_namespace", c.PG_PUBLICATION_NAMESPACE, since=_FROM_15),
    CatalogProbe("pg_publication_rel", c.PG_PUBLICATION_REL),
    CatalogProbe("pg_rewrite", c.PG_REWRITE, owner="ev_class"),
    CatalogProbe("pg_statistic_ext", c.PG_STATISTIC_EXT, "stxnamespace"),
    CatalogProbe("pg_subscription", c.PG_SUBSCRIPTION, condition=_OF_THIS_DATABASE),
    CatalogProbe("pg_transform", c.PG_TRANSFORM),
    CatalogProbe("pg_trigger", c.PG_TRIGGER, owner="tgrelid"),
    CatalogProbe("pg_ts_config", c.PG_TS_CONFIG, "cfgnamespace"),
    CatalogProbe("pg_ts_dict", c.PG_TS_DICT, "dictnamespace"),
    CatalogProbe("pg_ts_parser", c.PG_TS_PARSER, "prsnamespace"),
    CatalogProbe("pg_ts_template", c.PG_TS_TEMPLATE, "tmplnamespace"),
    CatalogProbe("pg_type", c.PG_TYPE, "typnamespace"),
    CatalogProbe(_USER_MAPPINGS, c.PG_USER_MAPPING),
)
"""Every catalog with objects that users create; `PARTS` has the catalogs of their parts, `SHARED` those of the server."""
PARTS = {
    "pg_amop": "operators of an operator class or family",
    "pg_amproc": "functions of an operator class or family",
    "pg_enum": "labels of an enum",
}
"""Catalogs whose rows are parts of other objects, which their kinds read with them."""
SHARED = {
    "pg_auth_members": "read as memberships in roles",
    "pg_authid": "read as roles, where every role may: in pg_roles",
    "pg_database": "the database itself",
    "pg_largeobject_metadata": "listed by `unmodeled_query`",
    "pg_parameter_acl": "listed by `unmodeled_query`",
    "pg_tablespace": "tablespaces belong to the server",
}
"""Catalogs of the server, or of objects that `unmodeled_query` lists with a reason of their own."""


def probes(version: int) -> Mapping[c.UserRows, CatalogProbe]:
    """The probe of each catalog that a server version has, by the condition that the catalog has rows of a user."""
    return {probe.only_if: probe for probe in CATALOGS if version >= probe.since}


def probe_query(catalogs: Iterable[CatalogProbe]) -> str:
    """SELECT of the packed addresses of the user's objects in some catalogs that are no parts of others, as one text.

    Extensions, schemas and dependencies are looked up once, not in each of the thirty catalogs: on a small database
    PostgreSQL spends nearly all of the time on the plan.
    """
    rows = "\nUNION ALL ".join(probe.select() for probe in catalogs) or "SELECT 0, 0::oid, 0::oid WHERE false"
    return f"""
        SELECT string_agg(((t.classid::int8 << 48) | (t.objid::int8 << 16))::text, ' ')
        FROM ({rows} OFFSET 0) AS t (classid, objid, namespace)
        WHERE (t.namespace = 0 OR t.namespace IN (SELECT n.oid FROM pg_namespace n WHERE {c.USER_SCHEMA}))
              AND (t.classid, t.objid) NOT IN (
                  SELECT x.classid, x.objid FROM pg_depend x
                  WHERE x.refclassid = {c.PG_EXTENSION} AND x.deptype = 'e' AND NOT (
                      x.classid = {c.PG_CLASS}
                      AND EXISTS (SELECT FROM pg_class q WHERE q.oid = x.objid AND {c.is_queue("q")})))
              AND NOT EXISTS (SELECT FROM pg_depend p WHERE p.classid = t.classid AND p.objid = t.objid
                              AND p.objsubid = 0 AND p.deptype IN ('i', 'P', 'S'))"""


def unread(rows: Iterable[tuple[str | None]], read: Collection[int]) -> list[int]:
    """Addresses that `probe_query` found and no kind has read."""
    return [address for (text,) in rows if text for address in map(int, text.split()) if address not in read]


def describe(connection: psycopg.Connection[Any], addresses: Iterable[int]) -> list[Unmodeled]:
    """Describe the objects at packed addresses, by one more round trip if there are any."""
    places = [(address >> 48, address >> 16 & 0xFFFFFFFF) for address in addresses]
    if not places:
        return []
    more = len(places) - MOST_NAMED
    with _reading(connection):
        found = [Unmodeled(name, NOT_MODELED) for name in _descriptions(connection, places[:MOST_NAMED])]
    return found + ([Unmodeled(f"{more} more objects", NOT_MODELED)] if more > 0 else [])


@contextlib.contextmanager
def _reading(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """A transaction of the reader's settings for a `with` block, unless one is open."""
    if connection.info.transaction_status != TransactionStatus.IDLE:
        yield
        return
    for statement in ("BEGIN READ ONLY", *reading_settings(connection.info.server_version)):
        connection.execute(statement.encode())
    try:
        yield
    finally:
        with contextlib.suppress(psycopg.Error):
            connection.execute("ROLLBACK")


def _descriptions(connection: psycopg.Connection[Any], places: Sequence[tuple[int, int]]) -> list[str]:
    rows = connection.execute(
        "SELECT coalesce(pg_catalog.pg_describe_object(a.classid::oid, a.objid::oid, 0),"
        " 'row ' || a.objid || ' of catalog ' || a.classid::oid::pg_catalog.regclass)"
        " FROM ROWS FROM (pg_catalog.unnest(%s::bigint[]), pg_catalog.unnest(%s::bigint[])) AS a (classid, objid)"
        " ORDER BY 1",
        ([classid for classid, _ in places], [objid for _, objid in places]),
    )
    return [name for (name,) in rows]


def unmodeled_query(version: int) -> str:
    """SELECT of (description, reason, kind) of objects that are not compared for a reason of their own."""
    selects = [
        _large_objects(),
        (
            "SELECT DISTINCT 'security label of ' || pg_describe_object(classoid, objoid, objsubid),"
            " 'labels belong to the provider that set them' FROM pg_seclabel"
        ),
        _secret_settings(),
        _passwords(),
        _secrets_of_mappings(),
        _unknown_catalogs(version),
    ]
    if version >= _FROM_15:
        selects.append(
            "SELECT 'privileges on the parameter ' || parname, 'they hold for all databases of the server'"
            " FROM pg_parameter_acl WHERE EXISTS (SELECT FROM aclexplode(paracl) a WHERE a.grantee <> 10"
            f" AND pg_get_userbyid(a.grantee) !~ {_PLATFORM_ROLES})"
        )
    selects = [f"SELECT s.*, '' FROM ({select}) s" for select in selects]
    selects += [
        table_rows.unread(kind.catalog.table, f"{kind.plural} ({kind.catalog.table})", kind.name)
        for kind in KINDS.values()
        if kind.catalog.table
    ]
    return "\nUNION ALL ".join(selects)


_PLATFORM_ROLES = "'^(postgres$|supabase_|schemasync_)'"
_SUPABASE_ROLES = "'^(postgres|authenticator|pgbouncer)$|^(supabase|schemasync|cli_login)_'"
"""Roles of the platform that can log in."""


def _large_objects() -> str:
    """Large objects by name if they are few, else their number: an application may keep each of its files in one."""
    return (
        "SELECT 'large object ' || oid, 'large objects are data' FROM pg_largeobject_metadata"
        f" WHERE (SELECT count(*) FROM (SELECT FROM pg_largeobject_metadata LIMIT {FEW + 1}) l) <= {FEW}"
        " UNION ALL SELECT count(*) || ' large objects', 'large objects are data' FROM pg_largeobject_metadata"
        f" HAVING count(*) > {FEW}"
    )


def _secret_settings() -> str:
    """Settings whose values may be secrets, by name, without those of the platform's roles."""
    return (
        f"SELECT 'the value of the setting ' || {settings_of_roles.PARAMETER} || coalesce(' of role ' || r.rolname, ''),"
        " 'it may be a secret, which is never read'"
        " FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) o"
        " WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
        f" AND {settings_of_roles.IS_SECRET} AND o !~ '^app\\.settings\\.'"
        f" AND (s.setrole = 0 OR {c.USER_ROLE.format(role='r')} AND r.rolname !~ {_PLATFORM_ROLES})"
    )


def _passwords() -> str:
    """The project's roles that can log in, as only a superuser may read whether they have a password."""
    return (
        "SELECT CASE count(*) WHEN 1 THEN 'password of 1 role' ELSE 'passwords of ' || count(*) || ' roles' END"
        " || ' (' || string_agg(r.rolname, ', ' ORDER BY r.rolname) || ')', 'passwords are never read'"
        f" FROM pg_roles r WHERE r.rolcanlogin AND {c.USER_ROLE.format(role='r')} AND r.rolname !~ {_SUPABASE_ROLES}"
        " HAVING count(*) > 0"
    )


def _secrets_of_mappings() -> str:
    """The number of user mappings with options that may be secrets."""
    return (
        "SELECT 'secrets of ' || count(*) || CASE count(*) WHEN 1 THEN ' user mapping' ELSE ' user mappings' END,"
        " 'secrets are never read' FROM pg_user_mappings m"
        f" WHERE {c.own(c.PG_FOREIGN_SERVER, 'm.srvid')}"
        f" AND EXISTS (SELECT FROM unnest(m.umoptions) o WHERE split_part(o, '=', 1) ~* '({option_lists.SECRET})')"
        " HAVING count(*) > 0"
    )


def _unknown_catalogs(version: int) -> str:
    """Objects of catalogs that this module does not know, by what PostgreSQL records of their dependencies and owners."""
    names = [*(probe.catalog for probe in CATALOGS), *PARTS, *SHARED, "pg_user_mapping"]
    known = ", ".join(literal(name) for name in names if name.startswith("pg_"))
    unknown = f"SELECT oid FROM pg_class WHERE oid < {c.FIRST_USER_OID} AND relkind = 'r' AND relname NOT IN ({known})"
    return (
        "SELECT DISTINCT pg_describe_object(d.classid, d.objid, 0),"
        f" 'PostgreSQL {version // 10000} keeps it in ' || k.relname || ', which this version of schemasync does not know'"
        f" FROM (SELECT classid, objid FROM pg_depend WHERE deptype <> 'i' AND classid IN ({unknown})"
        f"       UNION SELECT s.classid, s.objid FROM pg_shdepend s WHERE s.classid IN ({unknown})"
        "             AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())) d"
        " JOIN pg_class k ON k.oid = d.classid"
        f" WHERE d.objid >= {c.FIRST_USER_OID}"
        " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype IN ('e', 'i'))"
    )
