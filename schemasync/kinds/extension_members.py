"""Members of extensions (`pg_depend` with deptype `e`): no objects of the project, which may refer to them."""

from __future__ import annotations

from schemasync.kinds.catalog import (
    PG_CLASS,
    PG_EXTENSION,
    PG_NAMESPACE,
    PG_PROC,
    PG_TYPE,
    USER_SCHEMA,
    is_queue,
    relation_kind,
    routine_kind,
    type_kind,
)
from schemasync.kinds.routines._routine import identity

MEMBERS = f"""
    SELECT m.kind, m.path, 'extension', ARRAY[e.extname]::text[],
           NOT r.rolsuper AND (m.owner <> e.extowner OR avg(r.rolsuper::integer) OVER (PARTITION BY e.oid) > 0.5)
    FROM pg_extension e
         JOIN pg_depend d ON d.refclassid = {PG_EXTENSION} AND d.refobjid = e.oid AND d.deptype = 'e'
         CROSS JOIN LATERAL (
            SELECT {relation_kind("c.relkind")}, ARRAY[n.nspname, c.relname]::text[], c.relowner
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE d.classid = {PG_CLASS} AND c.oid = d.objid AND {USER_SCHEMA} AND NOT {is_queue("c")}
            UNION ALL
            SELECT {routine_kind("p.prokind")}, ARRAY[n.nspname, p.proname, {identity("p")}]::text[], p.proowner
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE d.classid = {PG_PROC} AND p.oid = d.objid AND {USER_SCHEMA}
            UNION ALL
            SELECT {type_kind("t.typtype")}, ARRAY[n.nspname, t.typname]::text[], t.typowner
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE d.classid = {PG_TYPE} AND t.oid = d.objid AND {USER_SCHEMA}
            UNION ALL
            SELECT 'schema', ARRAY[n.nspname]::text[], n.nspowner
            FROM pg_namespace n
            WHERE d.classid = {PG_NAMESPACE} AND n.oid = d.objid AND {USER_SCHEMA}
         ) m (kind, path, owner)
         JOIN pg_roles r ON r.oid = m.owner
    WHERE m.kind IS NOT NULL"""
"""SELECT of relations, routines, types and schemas: kind and path of the member and of the extension, and whether somebody seems
to have added it by hand. That is a guess from its owner, who is no superuser: either another role made the extension, or a
superuser owns most of its members. (A role that is no superuser any more owns most members of the extensions that it made.)"""
