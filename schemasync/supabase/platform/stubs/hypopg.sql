-- hypopg without its planner hook: no index is hypothetical.

create function extensions.hypopg(
    out indexname text,
    out indexrelid oid,
    out indrelid oid,
    out innatts integer,
    out indisunique boolean,
    out indkey int2vector,
    out indcollation oidvector,
    out indclass oidvector,
    out indoption oidvector,
    out indexprs pg_node_tree,
    out indpred pg_node_tree,
    out amid oid
) returns setof record
language plpgsql
as $$
begin
end
$$;

create function extensions.hypopg_create_index(sql_order text, out indexrelid oid, out indexname text)
    returns setof record
language plpgsql strict
as $$
begin
end
$$;

create function extensions.hypopg_drop_index(indexid oid) returns boolean
language sql strict
return false;

create function extensions.hypopg_get_indexdef(indexid oid) returns text
language sql strict
return null::text;

create function extensions.hypopg_hidden_indexes() returns table (indexid oid)
language plpgsql strict
as $$
begin
end
$$;

create function extensions.hypopg_hide_index(indexid oid) returns boolean
language sql strict
return false;

create function extensions.hypopg_relation_size(indexid oid) returns bigint
language sql strict
return 0::bigint;

create function extensions.hypopg_reset() returns void
language plpgsql
as $$
begin
end
$$;

create function extensions.hypopg_reset_index() returns void
language plpgsql
as $$
begin
end
$$;

create function extensions.hypopg_unhide_all_indexes() returns void
language plpgsql
as $$
begin
end
$$;

create function extensions.hypopg_unhide_index(indexid oid) returns boolean
language sql strict
return false;

create view extensions.hypopg_list_indexes as
select h.indexrelid, h.indexname as index_name, n.nspname as schema_name, c.relname as table_name, a.amname as am_name
from extensions.hypopg() as h
join pg_catalog.pg_class as c on c.oid = h.indrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_am as a on a.oid = h.amid;

create view extensions.hypopg_hidden_indexes as
select h.indexid as indexrelid, i.relname as index_name, n.nspname as schema_name, t.relname as table_name,
    a.amname as am_name, false as is_hypo
from extensions.hypopg_hidden_indexes() as h
join pg_catalog.pg_index as x on x.indexrelid = h.indexid
join pg_catalog.pg_class as i on i.oid = x.indexrelid
join pg_catalog.pg_class as t on t.oid = x.indrelid
join pg_catalog.pg_namespace as n on n.oid = t.relnamespace
join pg_catalog.pg_am as a on a.oid = i.relam;
