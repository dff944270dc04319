"""Every conversion that is called harmless keeps every value, or refuses it: all pairs of types, with boundary values."""

from __future__ import annotations

from typing import Any

import psycopg

from schemasync.core.sql import literal
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.tables._convert_values import cast, truncates
from schemasync.kinds.tables._lossless_casts import can_refuse, keeps_values
from tests.plugins.servers import Cluster
from tests.properties.sample_rows import VALUES

MORE = (
    "-0", "1e-40", "1.1", "-1.55", "0.000000000000000000001", "123456789012345678", "16777217", "9007199254740993", "-32768",
    "3.4028235e38", "é", "a  ", " A", "0101", "10101010", "10:00:00.123456+05:30", "1 mon -1 day", "-178000000 years",
    "5874897-12-31", "4713-01-01 BC", "1999-12-31 23:59:59.999999", "10.1.2.3", "::1/64", "08-00-2b-ff-fe-01-02-03",
)  # fmt: skip
WITH_MODIFIERS = (
    "character varying(3)", "character varying(10)", "character(3)", "character(10)", "numeric(5,2)", "numeric(10,1)", "numeric(3,0)",
    "numeric(20,10)", "numeric(4,-1)", "timestamp(0) without time zone", "timestamp(3) with time zone", "timestamp(0) with time zone", "time(0) without time zone",
    "time(2) with time zone", "interval(0)", "interval day", "interval year to month", "interval minute to second(1)", "bit(4)", "bit(8)", "bit varying(4)",
    "integer[]", "bigint[]", "text[]", "character varying(2)[]", "numeric(5,1)[]", "public.small", "public.short", "public.label", "public.label[]",
)  # fmt: skip
DEFINITIONS = """
CREATE DOMAIN public.small AS numeric(5,1);
CREATE DOMAIN public.short AS varchar(2);
CREATE TYPE public.label AS ENUM ('a', '1');
"""
_TYPES = """
SELECT format_type(oid, NULL) FROM pg_type WHERE typtype IN ('b', 'r', 'm') AND typelem = 0 AND typnamespace = 'pg_catalog'::regnamespace
AND typname !~ '^(pg_|reg|_|aclitem|gtsvector|refcursor|cid|tid|xid|bpchar$|bit$)' ORDER BY 1
"""


def test_harmless_conversions_keep_every_value(pg18: Cluster) -> None:
    """A value is the same after it was converted and read back, unless the conversion was refused; one that never is, never refuses."""
    pg18.create("conversions")
    with pg18.connect("conversions") as connection:
        connection.execute(DEFINITIONS.encode())
        snapshot = read_snapshot(connection)
        context = PlanContext(snapshot, snapshot, "postgres")
        types = [*(name for (name,) in connection.execute(_TYPES).fetchall()), *WITH_MODIFIERS]
        values = {type_: found for type_ in types if (found := _values(connection, type_))}
        wrong = []
        harmless = [(old, new) for old in values for new in types if old != new and keeps_values(old, new, context)]
        for old, new in harmless:
            for value, found in _all_converted(connection, values[old], old, new, context).items():
                if found is None and not can_refuse(old, new):
                    wrong.append(f"{old} to {new} refuses {value}")
                elif found not in (None, value):
                    wrong.append(f"{old} to {new} makes {found} of {value}")
    assert len(harmless) > len(types)
    assert wrong == []


def _values(connection: psycopg.Connection[Any], type_: str) -> list[str]:
    """Texts of values of a type."""
    found = (_one(connection, f"SELECT {literal(value)}::{type_}::text") for value in (*VALUES, *MORE))
    return sorted({value for value in found if value is not None})


def _all_converted(
    connection: psycopg.Connection[Any], values: list[str], old: str, new: str, context: PlanContext
) -> dict[str, str | None]:
    """Each value with what it is after ALTER TABLE … TYPE, read back as a value of the old type; None if it was refused."""
    together = _converted(connection, values, old, new, context)
    if together is not None:
        return dict(zip(values, together, strict=True))
    single = {value: _converted(connection, [value], old, new, context) for value in values}
    return {value: found[0] if found else None for value, found in single.items()}


def _converted(
    connection: psycopg.Connection[Any], values: list[str], old: str, new: str, context: PlanContext
) -> list[str] | None:
    """The values after the conversion, in their order; None if it was refused."""
    using = "" if truncates(old, new) else f" USING {cast('v', old, new, context)}"
    rows = ", ".join(f"({number}, {literal(value)})" for number, value in enumerate(values))
    with connection.transaction(force_rollback=True):
        connection.execute(f"CREATE TEMP TABLE t (n integer, v {old}); INSERT INTO t VALUES {rows}".encode())
        try:
            with connection.transaction():
                connection.execute(f"ALTER TABLE t ALTER v TYPE {new}{using}".encode())
        except psycopg.Error:
            return None
        for way in (f"v::{old}", f"v::numeric::{old}", f"v::text::{old}"):
            query = f"SELECT array_agg(({way})::text ORDER BY n) FROM t"
            if (found := _one(connection, query)) is not None:
                return list(found)
    return ["nothing"] * len(values)


def _one(connection: psycopg.Connection[Any], query: str) -> Any:
    try:
        with connection.transaction():
            row = connection.execute(query.encode()).fetchone()
    except psycopg.Error:
        return None
    return row[0] if row else None
