"""Where a kind is read, and the fragments that catalog queries share; every query runs with an empty search_path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from schemasync.core.sql import literal

FIRST_USER_OID = 16384
"""`FirstNormalObjectId`: OIDs below it are those of initdb."""

PUBLIC_SCHEMA_OID = 2200
"""The schema `public`, which initdb makes and users change."""

PG_CLASS = 1259
PG_PROC = 1255
PG_TYPE = 1247
PG_CONSTRAINT = 2606
PG_ATTRDEF = 2604
PG_TRIGGER = 2620
PG_POLICY = 3256
PG_NAMESPACE = 2615
PG_EXTENSION = 3079
PG_REWRITE = 2618

PG_DEFAULT_ACL = 826
PG_EVENT_TRIGGER = 3466
PG_CAST = 2605
PG_OPERATOR = 2617
PG_OPCLASS = 2616
PG_OPFAMILY = 2753
PG_COLLATION = 3456
PG_CONVERSION = 2607
PG_LANGUAGE = 2612
PG_STATISTIC_EXT = 3381
PG_TS_CONFIG = 3602
PG_TS_DICT = 3600
PG_TS_PARSER = 3601
PG_TS_TEMPLATE = 3764
PG_FOREIGN_DATA_WRAPPER = 2328
PG_FOREIGN_SERVER = 1417
PG_USER_MAPPING = 1418
PG_PUBLICATION = 6104
PG_PUBLICATION_REL = 6106
PG_PUBLICATION_NAMESPACE = 6237
PG_SUBSCRIPTION = 6100
PG_TRANSFORM = 3576
PG_AM = 2601
PG_AMOP = 2602
PG_AMPROC = 2603
PG_AUTHID = 1260

USER_ROLE = "{role}.oid >= 16384 AND {role}.rolname !~ '^schemasync_'"
"""Condition on a `pg_roles` row with an alias to be filled in: neither PostgreSQL's own nor schemasync's."""
USER_SCHEMA = "n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
"""Condition on a `pg_namespace n`: neither PostgreSQL's own nor temporary."""


def is_queue(alias: str) -> str:
    """Condition on a row of `pg_class`: a queue of pgmq, which some of its versions make a member of the extension."""
    return f"({alias}.relnamespace = to_regnamespace('pgmq') AND {alias}.relname ~ '^[aq]_')"


def own(catalog: int, oid: str) -> str:
    """Condition: the object belongs to no extension; queues of pgmq count, as users create them.

    The subquery lists all members once; a correlated one would run for each object.
    """
    members = (
        f"SELECT x.objid FROM pg_depend x WHERE x.refclassid = {PG_EXTENSION} AND x.classid = {catalog}"
        " AND x.deptype = 'e'"
    )
    if catalog == PG_CLASS:
        members += f" AND NOT EXISTS (SELECT FROM pg_class q WHERE q.oid = x.objid AND {is_queue('q')})"
    return f"{oid} NOT IN ({members})"


def own_routine(oid: str) -> str:
    """Condition: the routine belongs to no extension and to no type (a range's constructors)."""
    return (
        f"NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = {PG_PROC} AND x.objid = {oid}"
        " AND x.deptype IN ('e', 'i'))"
    )


def own_relation(alias: str = "c") -> str:
    """Condition: the relation is not a member of an extension."""
    return own(PG_CLASS, f"{alias}.oid")


class UserRows(NamedTuple):
    """Condition on a database: a catalog has a row of a user or an extension, as rows of initdb have smaller OIDs.

    Attributes:
        catalog: its name.
        condition: on the row `x`.
        oid: column with the OID of the object.
    """

    catalog: str
    condition: str = "true"
    oid: str = "oid"


RELATION_KINDS = {
    "r": "table", "p": "table", "v": "view", "m": "materialized_view", "f": "foreign_table", "S": "sequence",
}  # fmt: skip
"""The kind of a relation by its `relkind`."""


def relation_kind(letter: str) -> str:
    """Expression for the kind of a relation by its `relkind`; NULL for indexes and other parts of relations."""
    return _kind(letter, **RELATION_KINDS)


def routine_kind(letter: str) -> str:
    """Expression for the kind of a routine by its `prokind`."""
    return _kind(letter, f="function", w="function", p="procedure", a="aggregate")


def type_kind(letter: str) -> str:
    """Expression for the kind of a type by its `typtype`; a shell type has `p`."""
    return _kind(letter, e="enum", d="domain", r="range", c="composite_type", b="base_type", p="base_type")


def _kind(letter: str, **kinds: str) -> str:
    cases = " ".join(f"WHEN {literal(code)} THEN {literal(kind)}" for code, kind in kinds.items())
    return f"CASE {letter} {cases} END"


M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Catalog(Generic[M]):
    """Where the objects of a kind are read.

    Attributes:
        oid: of the catalog (`pg_depend.classid`); 0 for facts without a row of their own.
        query: server version (as 150018) → SELECT of `objid, objsubid, path text[], *fields of the model`; for satellites
            `classid, objid, objsubid, path text[], *fields`, where the address is that of the object they belong to.
        only_if: condition without which `query` and `extra_addresses` find nothing, and are not run: to plan a query takes a
            small database longer than to answer it. None if they are always run.
        extra_addresses: server version → SELECT of `classid, objid, objsubid, kind, path` of catalog rows that have a name
            but are no object (a view's column); two more columns name the object that they are a part of, where the
            path alone does not.
        split_row: for satellites, the fields of one row → (path, model) of each fact in it.
        storage: `database`; `server`: its objects belong to the server, and each of its databases shows the same (roles);
            `server_for_database`: the server keeps them for one database, and a copy of that has none of them (subscriptions).
        table: table of Supabase (`schema.table`) whose rows are the objects; `query` reads them from `table_rows.source`.
        table_columns: the columns of that table that the query needs, with their types.
        restricted_attributes: attributes that only some roles may read, or some versions; None where they cannot be compared.
        for_server_version: the model as a server of an older version would have it; None if it would have none.
    """

    query: Callable[[int], str]
    oid: int = 0
    only_if: UserRows | None = None
    extra_addresses: Callable[[int], str] | None = None
    split_row: Callable[[tuple[Any, ...]], Iterable[tuple[tuple[str, ...], M]]] | None = None
    storage: Literal["database", "server", "server_for_database"] = "database"
    table: str = ""
    table_columns: Mapping[str, str] = field(default_factory=dict)
    restricted_attributes: tuple[str, ...] = ()
    for_server_version: Callable[[M, int], M | None] | None = None

    @property
    def server_wide(self) -> bool:
        """Whether the objects belong to the server."""
        return self.storage == "server"
