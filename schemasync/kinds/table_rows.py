"""Read objects that are rows of a table of Supabase, which can be missing or hidden from the role.

A query that names a missing table fails, so one `DO` statement reads the table into a setting of the transaction, if it
exists and the role sees all of its rows: a snapshot needs no round trip more, whatever the database has.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemasync.core.sql import dollar, literal

MOST = 10_000
"""Number of rows that are read; a table with more is not compared."""


def setting(relation: str) -> str:
    """The setting that holds the rows of `schema.table`, as a JSON array; empty if they could not be read."""
    return f"schemasync.{relation.replace('.', '_')}"


def exists(relation: str) -> str:
    """Condition: the table exists."""
    schema, table = map(literal, relation.split("."))
    return (
        "EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE n.nspname = {schema} AND c.relname = {table} AND c.relkind = 'r')"
    )


def read(relation: str, columns: Mapping[str, str]) -> str:
    """The `DO` statement; each row becomes an object of the columns that exist, `xmin` and `cmin`.

    No code of the database's own runs: a column counts only if its type is PostgreSQL's own of that name, and a table with
    row level security in force is not read.

    Args:
        relation: `schema.table`.
        columns: name → types, as `format_type` prints them, with `|` between.
    """
    rows, reason = literal(setting(relation)), literal(f"{setting(relation)}_reason")
    body = f"""
DECLARE
    found text := '';
    why text := '';
    place oid;
    pairs text;
    odd text;
BEGIN
    SELECT c.oid INTO place FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname || '.' || c.relname = {literal(relation)} AND c.relkind = 'r';
    IF place IS NULL THEN
        found := '[]';
    ELSE
        {_find_columns(columns)}
        {_read_rows(relation)}
    END IF;
    PERFORM set_config({rows}, found, true), set_config({reason}, why, true);
END"""
    return f"DO {dollar(body)}"


def _find_columns(columns: Mapping[str, str]) -> str:
    """Read into `pairs` the arguments of `jsonb_build_object`, into `odd` the columns of other types."""
    wanted = ", ".join(f"({literal(name)}, string_to_array({literal(types)}, '|'))" for name, types in columns.items())
    return f"""SELECT string_agg(format('%L, r.%I', a.attname, a.attname), ', ')
                   FILTER (WHERE a.atttypid < 16384 AND format_type(a.atttypid, NULL) = ANY (w.types)),
               string_agg(a.attname, ', ') FILTER (WHERE a.atttypid >= 16384 OR format_type(a.atttypid, NULL) <> ALL (w.types))
            INTO pairs, odd
            FROM (VALUES {wanted}) w (name, types) JOIN pg_catalog.pg_attribute a ON a.attname = w.name
            WHERE a.attrelid = place AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '';"""


def _read_rows(relation: str) -> str:
    """Read into `found` the rows, or into `why` the reason that they are not read."""
    return f"""BEGIN
            IF row_security_active(place) THEN
                why := 'row level security hides its rows from the role';
            ELSIF odd IS NOT NULL OR pairs IS NULL THEN
                why := format('it is not the table that Supabase makes (%s)', odd);
            ELSE
                EXECUTE format('SELECT coalesce(json_agg(jsonb_build_object(%s, ''xmin'', r.xmin, ''cmin'', r.cmin)), ''[]'')::text'
                    ' FROM (SELECT t.*, t.xmin, t.cmin FROM ONLY {relation} t LIMIT {MOST + 1}) r', pairs) INTO found;
                IF json_array_length(found::json) > {MOST} THEN
                    found := '';
                    why := 'it has more than {MOST} rows';
                END IF;
            END IF;
        EXCEPTION WHEN query_canceled THEN
            why := 'reading it took too long';
        WHEN others THEN
            why := sqlerrm;
        END;"""


def source(relation: str) -> str:
    """FROM item with one `jsonb` column `row`."""
    value = f"nullif(current_setting({literal(setting(relation))}, true), '')"
    return f"jsonb_array_elements({value}::jsonb) AS r (row)"


def unread(relation: str, label: str, kind: str) -> str:
    """SELECT of (description, reason, kind) if the table exists and was not read."""
    reason = f"nullif(current_setting({literal(f'{setting(relation)}_reason')}, true), '')"
    return (
        f"SELECT {literal(label)}, coalesce({reason}, 'the language plpgsql is missing'), {literal(kind)}"
        f" WHERE {exists(relation)} AND coalesce(current_setting({literal(setting(relation))}, true), '') = ''"
    )
