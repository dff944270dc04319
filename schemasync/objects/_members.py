"""What belongs to extensions (`pg_depend` with deptype `e`): no objects of the project's, but it has names."""

from __future__ import annotations

from schemasync.objects._catalog import PG_CLASS, PG_EXTENSION, PG_NAMESPACE, PG_PROC, PG_TYPE, USER_SCHEMA, is_queue
from schemasync.objects._routine import identity

_RELATIONS = "r table p table v view m materialized_view f foreign_table S sequence"
_ROUTINES = "f function w function p procedure a aggregate"
_TYPES = "e enum d domain r range c composite b base_type p base_type"


def _word(letter: str, words: str) -> str:
    """The kind that a catalog's letter stands for, as SQL."""
    told = words.split()
    cases = " ".join(f"WHEN '{a}' THEN '{b}'" for a, b in zip(told[::2], told[1::2], strict=True))
    return f"CASE {letter} {cases} END"


MEMBERS = f"""
    SELECT m.kind, m.path, e.extname::text
    FROM pg_extension e
         JOIN pg_depend d ON d.refclassid = {PG_EXTENSION} AND d.refobjid = e.oid AND d.deptype = 'e'
         CROSS JOIN LATERAL (
            SELECT {_word("c.relkind", _RELATIONS)}, ARRAY[n.nspname, c.relname]::text[]
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE d.classid = {PG_CLASS} AND c.oid = d.objid AND {USER_SCHEMA} AND NOT {is_queue("c")}
            UNION ALL
            SELECT {_word("p.prokind", _ROUTINES)}, ARRAY[n.nspname, p.proname, {identity("p")}]::text[]
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE d.classid = {PG_PROC} AND p.oid = d.objid AND {USER_SCHEMA}
            UNION ALL
            SELECT {_word("t.typtype", _TYPES)}, ARRAY[n.nspname, t.typname]::text[]
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE d.classid = {PG_TYPE} AND t.oid = d.objid AND {USER_SCHEMA}
            UNION ALL
            SELECT 'schema', ARRAY[n.nspname]::text[]
            FROM pg_namespace n
            WHERE d.classid = {PG_NAMESPACE} AND n.oid = d.objid AND {USER_SCHEMA}
         ) m (kind, path)
    WHERE m.kind IS NOT NULL"""
"""Relations, routines, types and schemas: the kind, the path, and the extension's name."""
