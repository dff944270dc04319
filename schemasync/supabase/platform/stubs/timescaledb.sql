-- TimescaleDB's functions that migrations call; tables stay ordinary ones.

create function extensions.create_hypertable(
    relation regclass, time_column_name name, partitioning_column name default null, number_partitions integer default null,
    associated_schema_name name default null, associated_table_prefix name default null,
    chunk_time_interval anyelement default null::bigint, create_default_indexes boolean default true,
    if_not_exists boolean default false, migrate_data boolean default false
) returns table (hypertable_id integer, schema_name name, table_name name, created boolean)
language sql as $$
    select 1, n.nspname, c.relname, true
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = relation
$$;
create function extensions.time_bucket(bucket_width interval, ts timestamptz) returns timestamptz
    language sql immutable as $$ select pg_catalog.date_bin(bucket_width, ts, '2000-01-03'::timestamptz) $$;
create function extensions.time_bucket(bucket_width interval, ts timestamp) returns timestamp
    language sql immutable as $$ select pg_catalog.date_bin(bucket_width, ts, '2000-01-03'::timestamp) $$;
create function extensions.add_retention_policy(relation regclass, drop_after interval, if_not_exists boolean default false)
    returns integer language sql as 'select 1';
create function extensions.add_compression_policy(relation regclass, compress_after interval, if_not_exists boolean default false)
    returns integer language sql as 'select 1';
