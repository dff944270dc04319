"""Fragments that catalog queries share; every query runs with an empty search_path."""

from __future__ import annotations

from schemasync.core.sql import literal

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
PG_AUTHID = 1260

USER_ROLE = "{role}.oid >= 16384 AND {role}.rolname !~ '^schemasync_'"
"""Condition on a `pg_roles` row with an alias to be filled in: neither PostgreSQL's own nor schemasync's."""
USER_SCHEMA = "n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
"""Condition on a `pg_namespace n`: neither PostgreSQL's own nor temporary."""


def is_queue(alias: str) -> str:
    """Condition on a row of `pg_class`: a queue of pgmq, which its functions make a member of the extension, or did once."""
    return f"({alias}.relnamespace = to_regnamespace('pgmq') AND {alias}.relname ~ '^[aq]_')"


def own(catalog: int, oid: str) -> str:
    """Condition: the object belongs to no extension, or a user made it all the same."""
    members = (
        f"SELECT x.objid FROM pg_depend x WHERE x.refclassid = {PG_EXTENSION} AND x.classid = {catalog}"
        " AND x.deptype = 'e'"
    )
    if catalog == PG_CLASS:
        members += f" AND NOT EXISTS (SELECT FROM pg_class q WHERE q.oid = x.objid AND {is_queue('q')})"
    return f"{oid} NOT IN ({members})"  # one look at the few members, not one for each object


def own_routine(oid: str) -> str:
    """Condition: the routine belongs to no extension and to no type (a range's constructors)."""
    return (
        f"NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = {PG_PROC} AND x.objid = {oid}"
        " AND x.deptype IN ('e', 'i'))"
    )


def own_relation(alias: str = "c") -> str:
    """Condition: the relation is not a member of an extension."""
    return own(PG_CLASS, f"{alias}.oid")


def schema_of(oid: str) -> str:
    """The schema's name for an OID of pg_namespace."""
    return f"(SELECT nspname FROM pg_namespace WHERE oid = {oid})"


def relation_kind(letter: str) -> str:
    """The kind that a relation's `relkind` stands for, as SQL; NULL for parts of others."""
    return _kind(letter, r="table", p="table", v="view", m="materialized_view", f="foreign_table", S="sequence")


def routine_kind(letter: str) -> str:
    """The same of a routine's `prokind`."""
    return _kind(letter, f="function", w="function", p="procedure", a="aggregate")


def type_kind(letter: str) -> str:
    """The same of a type's `typtype`; `p` is that of a shell."""
    return _kind(letter, e="enum", d="domain", r="range", c="composite_type", b="base_type", p="base_type")


def _kind(letter: str, **kinds: str) -> str:
    cases = " ".join(f"WHEN {literal(code)} THEN {literal(kind)}" for code, kind in kinds.items())
    return f"CASE {letter} {cases} END"
