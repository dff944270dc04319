"""Objects that are rows of a table of Supabase's, which a database may lack and a role may not see.

One `DO` statement reads a table into a setting of the transaction, if it is there and the role sees all of its rows;
so a snapshot stays one round trip, whatever the database has.
"""

from __future__ import annotations

from schemasync.sql import dollar, literal


def setting(relation: str) -> str:
    """The setting that holds the rows of `schema.table`, as a JSON array; empty if they could not be read."""
    return f"schemasync.{relation.replace('.', '_')}"


def exists(relation: str) -> str:
    """Condition: the table is there."""
    schema, table = map(literal, relation.split("."))
    return (
        "EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE n.nspname = {schema} AND c.relname = {table} AND c.relkind = 'r')"
    )


def read(relation: str) -> str:
    """The `DO` statement; each row is an object with the table's columns, `xmin` and `cmin`."""
    rows, reason = literal(setting(relation)), literal(f"{setting(relation)}_reason")
    body = f"""
DECLARE
    found text := '';
    why text := '';
BEGIN
    IF NOT {exists(relation)} THEN
        found := '[]';
    ELSE
        BEGIN
            IF row_security_active({literal(relation)}) THEN
                why := 'row level security hides its rows from the role';
            ELSE
                SELECT coalesce(json_agg(to_jsonb(r) || jsonb_build_object('xmin', r.xmin, 'cmin', r.cmin)), '[]')::text
                    INTO found FROM {relation} r;
            END IF;
        EXCEPTION WHEN others THEN
            why := sqlerrm;
        END;
    END IF;
    PERFORM set_config({rows}, found, true), set_config({reason}, why, true);
END"""
    return f"DO {dollar(body)}"


def source(relation: str) -> str:
    """FROM item with one `jsonb` column `row`."""
    value = f"nullif(current_setting({literal(setting(relation))}, true), '')"
    return f"jsonb_array_elements({value}::jsonb) AS r (row)"


def unread(relation: str, label: str, kind: str) -> str:
    """SELECT of (description, reason, kind) if the table is there and was not read."""
    reason = f"nullif(current_setting({literal(f'{setting(relation)}_reason')}, true), '')"
    return (
        f"SELECT {literal(label)}, coalesce({reason}, 'the language plpgsql is missing'), {literal(kind)}"
        f" WHERE {exists(relation)} AND coalesce(current_setting({literal(setting(relation))}, true), '') = ''"
    )
