"""Put a few rows into every table of a database: NULL, equal values, boundary values, whatever each type takes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import psycopg

from schemasync.core.sql import ident, literal, name

VALUES = (
    "0", "-1", "1.5", "a", "abcdefghij ", "2024-02-29 23:59:59.987654+02", "2024-02-29", "23:59:59.987654",
    "1 year 2 days 03:04:05.678901", "t", "{}", "{1}", "{a,NULL}", "[1,2]", '{"b": 1, "a": 1, "a": 2}', "[1,5)",
    "[2024-01-01,2024-01-05)", "{[1,3)}", "(1,2)", "(1,a)", "(,)", "(0,0),(1,1)", "<(0,0),1>", "1010", "10.0.0.1/24", "10.0.0.0/8",
    "08:00:2b:01:02:03", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "<a/>", "\\x00ff", "a & b", "0/16B3748", "12345.6789",
    "32767", "2147483647", "9223372036854775807", "1e40", "NaN", "infinity", "-infinity", "",
)  # fmt: skip
"""Texts to try; each type takes those that it can read."""
ROWS = 5
_TABLES = """
SELECT c.oid::int8, n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 2, 3
"""
_COLUMNS = """
SELECT attname::text, format_type(atttypid, atttypmod), t.typtype::text,
       (SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
Connection = psycopg.Connection[Any]


def fill(connection: Connection) -> int:
    """Insert rows without regard to foreign keys and triggers; returns how many tables have some."""
    filled = 0
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL search_path = ''")
        for oid, schema, table in connection.execute(_TABLES).fetchall():
            columns = connection.execute(_COLUMNS, (oid,)).fetchall()
            taken = {label: list(_taken(connection, type_, labels)) for label, type_, _, labels in columns}
            inserted = [_insert(connection, name(schema, table), row) for row in _rows(taken)]
            filled += any(inserted)
    return filled


def _taken(connection: Connection, type_name: str, labels: list[str] | None) -> Iterator[str]:
    """The values that a type can read, as SQL."""
    for value in labels or VALUES:
        text = f"{literal(value)}::{type_name}"
        if _try(connection, f"SELECT {text}"):
            yield text


def _rows(taken: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """Rows of the first value twice, of NULL, and of the later ones; then with what is not NULL for a table that refuses it."""
    yield {column: values[0] for column, values in taken.items() if values}
    yield {}
    for number in range(ROWS):
        yield {column: values[(number + 1) % len(values)] for column, values in taken.items() if values}
    yield {column: values[0] for column, values in taken.items() if values}
    for number, left in itertools.product(range(2), taken):
        rest = {column: values[number % len(values)] for column, values in taken.items() if values}
        rest.pop(left, None)
        yield rest


def _insert(connection: Connection, table: str, row: dict[str, str]) -> bool:
    if not row:
        return _try(connection, f"INSERT INTO {table} DEFAULT VALUES")
    columns, values = ", ".join(map(ident, row)), ", ".join(row.values())
    return _try(connection, f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE VALUES ({values})")


def _try(connection: Connection, text: str) -> bool:
    try:
        with connection.transaction():
            connection.execute(text.encode())
    except psycopg.Error:
        return False
    return True
