-- pg_partman 5: its settings, the template table and the default partition; it makes no partitions of time or numbers,
-- which depend on when it runs.

create table extensions.part_config (
    parent_table text not null constraint part_config_parent_table_pkey primary key,
    control text not null,
    partition_interval text not null,
    partition_type text not null,
    premake integer not null default 4 constraint positive_premake_check check (premake > 0),
    automatic_maintenance text not null default 'on',
    template_table text,
    retention text,
    retention_schema text,
    retention_keep_index boolean not null default true,
    retention_keep_table boolean not null default true,
    epoch text not null default 'none',
    constraint_cols text[],
    optimize_constraint integer not null default 30,
    infinite_time_partitions boolean not null default false,
    datetime_string text,
    jobmon boolean not null default true,
    sub_partition_set_full boolean not null default false,
    undo_in_progress boolean not null default false,
    inherit_privileges boolean default false,
    constraint_valid boolean not null default true,
    ignore_default_data boolean not null default true,
    default_table boolean default true,
    date_trunc_interval text,
    maintenance_order integer,
    retention_keep_publication boolean not null default false,
    maintenance_last_run timestamptz
);
create table extensions.part_config_sub (
    sub_parent text constraint part_config_sub_pkey primary key,
    sub_control text not null,
    sub_partition_interval text not null,
    sub_partition_type text not null,
    sub_premake integer not null default 4,
    sub_automatic_maintenance text not null default 'on',
    sub_template_table text,
    sub_retention text,
    sub_retention_schema text,
    sub_retention_keep_index boolean not null default true,
    sub_retention_keep_table boolean not null default true,
    sub_epoch text not null default 'none',
    sub_constraint_cols text[],
    sub_optimize_constraint integer not null default 30,
    sub_infinite_time_partitions boolean not null default false,
    sub_jobmon boolean not null default true,
    sub_inherit_privileges boolean default false,
    sub_constraint_valid boolean not null default true,
    sub_ignore_default_data boolean not null default true,
    sub_default_table boolean default true,
    sub_date_trunc_interval text,
    sub_maintenance_order integer,
    sub_retention_keep_publication boolean not null default false
);
create type extensions.check_default_table as (default_table text, count bigint);

create function extensions.check_name_length(
    p_object_name text, p_suffix text default null, p_table_partition boolean default false
) returns text
language sql immutable
as $$
    select left(p_object_name, 63 - length(tail)) || tail
    from (select case when p_table_partition then '_p' else '' end || coalesce(p_suffix, '') as tail) suffix
$$;

create function extensions.create_parent(
    p_parent_table text,
    p_control text,
    p_interval text,
    p_type text default 'range',
    p_epoch text default 'none',
    p_premake integer default 4,
    p_start_partition text default null,
    p_default_table boolean default true,
    p_automatic_maintenance text default 'on',
    p_constraint_cols text[] default null,
    p_template_table text default null,
    p_jobmon boolean default true,
    p_date_trunc_interval text default null
) returns boolean
language plpgsql
as $$
declare
    own text := (select n.nspname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 where c.oid = 'extensions.part_config'::pg_catalog.regclass);
    parent_schema text := split_part(p_parent_table, '.', 1);
    parent_name text := split_part(p_parent_table, '.', 2);
    template text := p_template_table;
    fallback text := extensions.check_name_length(parent_name, '_default');
begin
    if p_parent_table !~ '^[^.]+\.[^.]+$' then
        raise exception 'Parent table must be schema qualified';
    end if;
    if not exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                   where n.nspname = parent_schema and c.relname = parent_name and c.relkind = 'p') then
        raise exception 'Unable to find given parent table in system catalogs. Please create parent table first: %',
            p_parent_table;
    end if;
    if template is null then
        template := own || '.' || extensions.check_name_length('template_' || parent_schema || '_' || parent_name);
        execute format('create table if not exists %I.%I (like %I.%I)',
            own, split_part(template, '.', 2), parent_schema, parent_name);
    elsif lower(template) in ('false', 'f') then
        template := null;
    end if;
    insert into extensions.part_config (parent_table, control, partition_interval, partition_type, epoch, premake,
        default_table, automatic_maintenance, constraint_cols, template_table, jobmon, date_trunc_interval)
    values (p_parent_table, p_control, p_interval, p_type, p_epoch, p_premake, p_default_table,
        p_automatic_maintenance, p_constraint_cols, template, p_jobmon, p_date_trunc_interval);
    if p_default_table then
        execute format('create table %I.%I partition of %I.%I default',
            parent_schema, fallback, parent_schema, parent_name);
    end if;
    return true;
end
$$;

create function extensions.create_sub_parent(
    p_top_parent text,
    p_control text,
    p_interval text,
    p_type text default 'range',
    p_default_table boolean default true,
    p_declarative_check text default null,
    p_constraint_cols text[] default null,
    p_premake integer default 4,
    p_start_partition text default null,
    p_epoch text default 'none',
    p_jobmon boolean default true,
    p_date_trunc_interval text default null
) returns boolean
language plpgsql
as $$
begin
    insert into extensions.part_config_sub (sub_parent, sub_control, sub_partition_interval, sub_partition_type,
        sub_default_table, sub_constraint_cols, sub_premake, sub_epoch, sub_jobmon, sub_date_trunc_interval)
    values (p_top_parent, p_control, p_interval, p_type, p_default_table, p_constraint_cols, p_premake, p_epoch,
        p_jobmon, p_date_trunc_interval);
    return true;
end
$$;

create function extensions.show_partitions(
    p_parent_table text, p_order text default 'ASC', p_include_default boolean default false
) returns table (partition_schemaname text, partition_tablename text)
language sql stable
as $$
    select n.nspname::text, c.relname::text
    from pg_catalog.pg_inherits i
         join pg_catalog.pg_class c on c.oid = i.inhrelid
         join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where i.inhparent = to_regclass(p_parent_table)
          and (p_include_default or pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT')
    order by c.relname
$$;

create function extensions.check_default(p_exact_count boolean default true)
returns setof extensions.check_default_table
language sql stable
as $$ select null::text, null::bigint where false $$;

create function extensions.run_maintenance(
    p_parent_table text default null, p_analyze boolean default false, p_jobmon boolean default true
) returns void
language plpgsql
as $$ begin end $$;

create function extensions.partition_data_time(
    p_parent_table text,
    p_batch_count integer default 1,
    p_batch_interval interval default null,
    p_lock_wait numeric default 0,
    p_order text default 'ASC',
    p_analyze boolean default true,
    p_source_table text default null,
    p_ignored_columns text[] default null
) returns bigint
language sql
as $$ select 0::bigint $$;

create function extensions.partition_data_id(
    p_parent_table text,
    p_batch_count integer default 1,
    p_batch_interval bigint default null,
    p_lock_wait numeric default 0,
    p_order text default 'ASC',
    p_analyze boolean default true,
    p_source_table text default null,
    p_ignored_columns text[] default null
) returns bigint
language sql
as $$ select 0::bigint $$;

create function extensions.drop_partition_time(
    p_parent_table text,
    p_retention interval default null,
    p_keep_table boolean default null,
    p_keep_index boolean default null,
    p_retention_schema text default null,
    p_reference_timestamp timestamptz default current_timestamp
) returns integer
language sql
as $$ select 0 $$;

create function extensions.drop_partition_id(
    p_parent_table text,
    p_retention bigint default null,
    p_keep_table boolean default null,
    p_keep_index boolean default null,
    p_retention_schema text default null
) returns integer
language sql
as $$ select 0 $$;

create function extensions.partition_gap_fill(p_parent_table text) returns integer
language sql
as $$ select 0 $$;

create function extensions.reapply_privileges(p_parent_table text) returns void
language plpgsql
as $$ begin end $$;

create function extensions.stop_sub_partition(p_parent_table text, p_jobmon boolean default true) returns boolean
language sql
as $$ select true $$;

create procedure extensions.run_maintenance_proc(
    p_wait integer default 0, p_analyze boolean default false, p_jobmon boolean default true
)
language plpgsql
as $$ begin end $$;

create procedure extensions.partition_data_proc(
    p_parent_table text,
    p_loop_count integer default null,
    p_interval text default null,
    p_lock_wait integer default 0,
    p_lock_wait_tries integer default 10,
    p_wait integer default 1,
    p_order text default 'ASC',
    p_source_table text default null,
    p_ignored_columns text[] default null,
    p_quiet boolean default false
)
language plpgsql
as $$ begin end $$;

create procedure extensions.run_analyze(
    p_skip_locked boolean default false, p_quiet boolean default false, p_parent_table text default null
)
language plpgsql
as $$ begin end $$;

create procedure extensions.reapply_constraints_proc(
    p_parent_table text,
    p_drop_constraints boolean default false,
    p_apply_constraints boolean default false,
    p_wait integer default 0,
    p_dryrun boolean default false
)
language plpgsql
as $$ begin end $$;

grant all on extensions.part_config, extensions.part_config_sub to postgres;
