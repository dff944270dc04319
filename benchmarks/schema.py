"""Generates a schema of N tables with everything that a grown application has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

ROLES = ("bench_reader", "bench_writer", "bench_admin")
PER_SCHEMA = 250
"""Tables in one schema."""
FEWER = 5
"""One view and one function for so many tables."""
BATCH = 100
"""Tables made in one transaction."""
TOUCH = (
    "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS"
    " $$BEGIN NEW.updated_at := now(); RETURN NEW; END$$;"
)
ME = (
    "CREATE FUNCTION public.me() RETURNS uuid LANGUAGE sql STABLE AS"
    " $$SELECT nullif(current_setting('app.me', true), '')::uuid$$;"
)


def build(connection: psycopg.Connection[Any], tables: int, *, analyze: bool = True) -> None:
    """Fill the database; `connection` is a superuser's, in autocommit mode."""
    for role in ROLES:
        if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
            connection.execute(f"CREATE ROLE {role}".encode())
    connection.execute(f"SET check_function_bodies = off; {_prelude(tables)}".encode())
    for start in range(0, tables, BATCH):
        text = "\n".join(s for number in range(start, min(start + BATCH, tables)) for s in statements(number))
        connection.execute(f"BEGIN;\n{text}\nCOMMIT".encode())
    if analyze:
        connection.execute("VACUUM ANALYZE")


def table_name(number: int) -> str:
    """Qualified name of the table with this number."""
    return f"app_{number // PER_SCHEMA}.item_{number}"


def _prelude(tables: int) -> str:
    """Schemas, types and the functions that triggers and policies call."""
    lines = []
    for schema in range(-(-tables // PER_SCHEMA)):
        lines += [f"CREATE SCHEMA app_{schema};", f"GRANT USAGE ON SCHEMA app_{schema} TO {', '.join(ROLES)};"]
    return "\n".join(
        [
            *lines,
            "CREATE TYPE public.state AS ENUM ('new', 'open', 'done');",
            "CREATE DOMAIN public.short_text AS text CHECK (length(VALUE) < 200);",
            TOUCH,
            ME,
        ]
    )


def _columns(number: int) -> list[str]:
    """Columns and constraints of one table; the keys of every other one are UUIDs."""
    uuid = "id uuid PRIMARY KEY DEFAULT gen_random_uuid()"
    key = "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" if number % 2 else uuid
    columns = [
        key,
        "owner_id uuid NOT NULL DEFAULT public.me()",
        "name text NOT NULL",
        "label public.short_text DEFAULT 'none'",
        "state public.state NOT NULL DEFAULT 'new'",
        "amount numeric(12,2) NOT NULL DEFAULT 0 CHECK (amount >= 0)",
        "tags text[] DEFAULT '{}'::text[]",
        "payload jsonb NOT NULL DEFAULT '{}'::jsonb",
        "created_at timestamptz NOT NULL DEFAULT now()",
        "updated_at timestamptz",
    ]
    for nth, parent in enumerate(_parents(number)):
        type_ = "uuid" if parent % 2 == 0 else "bigint"
        columns.append(f"parent_{nth} {type_} REFERENCES {table_name(parent)} (id) ON DELETE CASCADE")
    return [*columns, f"CONSTRAINT item_{number}_dates CHECK (updated_at IS NULL OR updated_at >= created_at)"]


def statements(number: int) -> Iterator[str]:
    """Everything of one table."""
    table, bare = table_name(number), f"item_{number}"
    yield f"CREATE TABLE {table} (\n    " + ",\n    ".join(_columns(number)) + "\n);"
    yield f"CREATE INDEX {bare}_open ON {table} (created_at) WHERE state <> 'done'::public.state;"
    yield f"CREATE UNIQUE INDEX {bare}_name ON {table} (owner_id, lower(name));"
    if number % 2:
        yield f"CREATE INDEX {bare}_kind ON {table} ((payload ->> 'kind'));"
    yield f"COMMENT ON TABLE {table} IS 'Items of sort {number}';"
    yield f"COMMENT ON COLUMN {table}.payload IS 'What the client sent';"
    yield f"COMMENT ON COLUMN {table}.owner_id IS 'Whose it is';"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
    yield f"CREATE POLICY own_rows ON {table} FOR SELECT TO bench_reader, bench_writer USING (owner_id = public.me());"
    yield (
        f"CREATE POLICY write_rows ON {table} FOR UPDATE TO bench_writer"
        " USING (owner_id = public.me()) WITH CHECK (state <> 'done' AND owner_id = public.me());"
    )
    yield f"CREATE TRIGGER touch BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION public.touch();"
    yield f"GRANT SELECT ON {table} TO bench_reader;"
    yield f"GRANT SELECT, INSERT, UPDATE ON {table} TO bench_writer;"
    yield f"GRANT ALL ON {table} TO bench_admin;"
    if number % FEWER == FEWER - 1:
        yield from _view_and_function(number)


def _parents(number: int) -> list[int]:
    """One or two earlier tables."""
    if number == 0:
        return []
    return [number // 2, number - 1] if number % 3 == 0 and number > 2 else [number // 2]


def _view_and_function(number: int) -> Iterator[str]:
    table, schema, parent = table_name(number), table_name(number).partition(".")[0], _parents(number)[0]
    yield (
        f"CREATE VIEW {schema}.view_{number} WITH (security_invoker = true) AS"  # from PostgreSQL 15 on
        f" SELECT a.id, a.name, a.state, b.name AS parent, count(*) OVER (PARTITION BY a.state) AS peers"
        f" FROM {table} a LEFT JOIN {table_name(parent)} b ON b.id = a.parent_0 WHERE a.amount > 0;"
    )
    yield (
        f"CREATE FUNCTION {schema}.total_{number}(mine uuid, floor_ numeric DEFAULT 0) RETURNS numeric"
        f" LANGUAGE sql STABLE SET search_path = '' AS"
        f" $$SELECT sum(amount) FROM {table} WHERE owner_id = mine AND amount > floor_$$;"
    )
    yield f"GRANT SELECT ON {schema}.view_{number} TO bench_reader;"
    yield f"REVOKE ALL ON FUNCTION {schema}.total_{number}(uuid, numeric) FROM PUBLIC;"
