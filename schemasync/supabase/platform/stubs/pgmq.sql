-- pgmq, as far as queues without partitions go. Owned by postgres, like the extension on Supabase.


create table pgmq.meta (
    queue_name varchar not null,
    is_partitioned boolean not null,
    is_unlogged boolean not null,
    created_at timestamptz not null default now(),
    constraint meta_queue_name_key unique (queue_name)
);

create type pgmq.message_record as (
    msg_id bigint,
    read_ct integer,
    enqueued_at timestamptz,
    vt timestamptz,
    message jsonb,
    headers jsonb
);
create type pgmq.queue_record as (
    queue_name varchar,
    is_partitioned boolean,
    is_unlogged boolean,
    created_at timestamptz
);
create type pgmq.metrics_result as (
    queue_name text,
    queue_length bigint,
    newest_msg_age_sec integer,
    oldest_msg_age_sec integer,
    total_messages bigint,
    scrape_time timestamptz,
    queue_visible_length bigint
);

-- Queues: a table q_<name> to read from and a table a_<name> for the archive.

create function pgmq.format_table_name(queue_name text, prefix text) returns text
language plpgsql
as $$
begin
    if queue_name ~ '\$|;|--|''' then
        raise exception 'queue name contains invalid characters: $, ;, --, or \''';
    end if;
    return lower(prefix || '_' || queue_name);
end
$$;

create function pgmq.validate_queue_name(queue_name text) returns void
language plpgsql
as $$
begin
    if length(queue_name) > 47 then
        raise exception 'queue name is too long, maximum length is 47 characters';
    end if;
end
$$;

create function pgmq.acquire_queue_lock(queue_name text) returns void
language plpgsql
as $$
begin
    perform pg_advisory_xact_lock(hashtext('pgmq.queue_' || queue_name));
end
$$;

create function pgmq.create_non_partitioned(queue_name text) returns void
language plpgsql
as $$
declare
    queue constant text := pgmq.format_table_name(queue_name, 'q');
    archive constant text := pgmq.format_table_name(queue_name, 'a');
begin
    perform pgmq.validate_queue_name(queue_name);
    perform pgmq.acquire_queue_lock(queue_name);
    execute format(
        'create table if not exists pgmq.%I (
            msg_id bigint primary key generated always as identity,
            read_ct integer not null default 0,
            enqueued_at timestamptz not null default now(),
            vt timestamptz not null,
            message jsonb,
            headers jsonb
        )',
        queue
    );
    execute format(
        'create table if not exists pgmq.%I (
            msg_id bigint primary key,
            read_ct integer not null default 0,
            enqueued_at timestamptz not null default now(),
            archived_at timestamptz not null default now(),
            vt timestamptz not null,
            message jsonb,
            headers jsonb
        )',
        archive
    );
    execute format('create index if not exists %I on pgmq.%I (vt)', queue || '_vt_idx', queue);
    execute format('create index if not exists %I on pgmq.%I (archived_at)', 'archived_at_idx_' || queue_name, archive);
    insert into pgmq.meta (queue_name, is_partitioned, is_unlogged)
    values (create_non_partitioned.queue_name, false, false)
    on conflict do nothing;
end
$$;

create function pgmq."create"(queue_name text) returns void
language plpgsql
as $$
begin
    perform pgmq.create_non_partitioned(queue_name);
end
$$;

create function pgmq.create_unlogged(queue_name text) returns void
language plpgsql
as $$
begin
    perform pgmq.create_non_partitioned(queue_name);
    execute format('alter table pgmq.%I set unlogged', pgmq.format_table_name(queue_name, 'q'));
    update pgmq.meta as m set is_unlogged = true where m.queue_name = create_unlogged.queue_name;
end
$$;

create function pgmq.create_partitioned(
    queue_name text,
    partition_interval text default '10000',
    retention_interval text default '100000'
) returns void
language plpgsql
as $$
begin
    raise exception 'pg_partman is required for partitioned queues';
end
$$;

create function pgmq.convert_archive_partitioned(
    table_name text,
    partition_interval text default '10000',
    retention_interval text default '100000',
    leading_partition integer default 10
) returns void
language plpgsql
as $$
begin
    raise exception 'pg_partman is required for partitioned queues';
end
$$;

create function pgmq.detach_archive(queue_name text) returns void
language plpgsql
as $$
begin
end
$$;

create function pgmq.drop_queue(queue_name text) returns boolean
language plpgsql
as $$
begin
    perform pgmq.acquire_queue_lock(queue_name);
    execute format('drop table if exists pgmq.%I', pgmq.format_table_name(queue_name, 'q'));
    execute format('drop table if exists pgmq.%I', pgmq.format_table_name(queue_name, 'a'));
    delete from pgmq.meta as m where m.queue_name = drop_queue.queue_name;
    return found;
end
$$;

create function pgmq.drop_queue(queue_name text, partitioned boolean) returns boolean
language plpgsql
as $$
begin
    return pgmq.drop_queue(queue_name);
end
$$;

create function pgmq.purge_queue(queue_name text) returns bigint
language plpgsql
as $$
declare
    purged bigint;
begin
    execute format('delete from pgmq.%I', pgmq.format_table_name(queue_name, 'q'));
    get diagnostics purged = row_count;
    return purged;
end
$$;

create function pgmq.list_queues() returns setof pgmq.queue_record
language plpgsql
as $$
begin
    return query select m.queue_name, m.is_partitioned, m.is_unlogged, m.created_at from pgmq.meta as m;
end
$$;

create function pgmq.metrics(queue_name text) returns pgmq.metrics_result
language plpgsql
as $$
declare
    queue constant text := pgmq.format_table_name(queue_name, 'q');
    result pgmq.metrics_result;
begin
    execute format(
        'select
            %L::text,
            count(*),
            extract(epoch from now() - max(enqueued_at))::integer,
            extract(epoch from now() - min(enqueued_at))::integer,
            (select case when is_called then last_value else 0 end from pgmq.%I),
            now(),
            count(*) filter (where vt <= clock_timestamp())
        from pgmq.%I',
        queue_name, queue || '_msg_id_seq', queue
    ) into result;
    return result;
end
$$;

create function pgmq.metrics_all() returns setof pgmq.metrics_result
language plpgsql
as $$
begin
    return query select (pgmq.metrics(m.queue_name)).* from pgmq.meta as m;
end
$$;

-- Sending.

create function pgmq.send(queue_name text, msg jsonb, headers jsonb, delay timestamptz) returns setof bigint
language plpgsql
as $$
begin
    return query execute format(
        'insert into pgmq.%I (vt, message, headers) values ($1, $2, $3) returning msg_id',
        pgmq.format_table_name(queue_name, 'q')
    ) using delay, msg, headers;
end
$$;

create function pgmq.send(queue_name text, msg jsonb) returns setof bigint
language sql
as $$
    select * from pgmq.send(queue_name, msg, null::jsonb, clock_timestamp())
$$;

create function pgmq.send(queue_name text, msg jsonb, headers jsonb) returns setof bigint
language sql
as $$
    select * from pgmq.send(queue_name, msg, headers, clock_timestamp())
$$;

create function pgmq.send(queue_name text, msg jsonb, delay integer) returns setof bigint
language sql
as $$
    select * from pgmq.send(queue_name, msg, null::jsonb, clock_timestamp() + make_interval(secs => delay))
$$;

create function pgmq.send(queue_name text, msg jsonb, delay timestamptz) returns setof bigint
language sql
as $$
    select * from pgmq.send(queue_name, msg, null::jsonb, delay)
$$;

create function pgmq.send(queue_name text, msg jsonb, headers jsonb, delay integer) returns setof bigint
language sql
as $$
    select * from pgmq.send(queue_name, msg, headers, clock_timestamp() + make_interval(secs => delay))
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], headers jsonb[], delay timestamptz)
    returns setof bigint
language plpgsql
as $$
begin
    return query execute format(
        'insert into pgmq.%I (vt, message, headers)
        select $1, message, header from unnest($2, $3) as part (message, header)
        returning msg_id',
        pgmq.format_table_name(queue_name, 'q')
    ) using delay, msgs, headers;
end
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[]) returns setof bigint
language sql
as $$
    select * from pgmq.send_batch(queue_name, msgs, null::jsonb[], clock_timestamp())
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], headers jsonb[]) returns setof bigint
language sql
as $$
    select * from pgmq.send_batch(queue_name, msgs, headers, clock_timestamp())
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], delay integer) returns setof bigint
language sql
as $$
    select * from pgmq.send_batch(queue_name, msgs, null::jsonb[], clock_timestamp() + make_interval(secs => delay))
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], delay timestamptz) returns setof bigint
language sql
as $$
    select * from pgmq.send_batch(queue_name, msgs, null::jsonb[], delay)
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], headers jsonb[], delay integer)
    returns setof bigint
language sql
as $$
    select * from pgmq.send_batch(queue_name, msgs, headers, clock_timestamp() + make_interval(secs => delay))
$$;

-- Reading: a message that was read stays invisible until its visibility time vt.

create function pgmq.read(queue_name text, vt integer, qty integer, conditional jsonb default '{}')
    returns setof pgmq.message_record
language plpgsql
as $$
begin
    return query execute format(
        'update pgmq.%1$I as q
        set vt = clock_timestamp() + make_interval(secs => $1), read_ct = read_ct + 1
        where msg_id in (
            select msg_id from pgmq.%1$I
            where vt <= clock_timestamp() and coalesce(message @> $3, $3 = ''{}'')
            order by msg_id
            limit $2
            for update skip locked
        )
        returning msg_id, read_ct, enqueued_at, q.vt, message, headers',
        pgmq.format_table_name(queue_name, 'q')
    ) using vt, qty, conditional;
end
$$;

create function pgmq.read_with_poll(
    queue_name text,
    vt integer,
    qty integer,
    max_poll_seconds integer default 5,
    poll_interval_ms integer default 100,
    conditional jsonb default '{}'
) returns setof pgmq.message_record
language plpgsql
as $$
declare
    deadline constant timestamptz := clock_timestamp() + make_interval(secs => max_poll_seconds);
begin
    loop
        return query select * from pgmq.read(queue_name, vt, qty, conditional);
        exit when found or clock_timestamp() >= deadline;
        perform pg_sleep(poll_interval_ms / 1000.0);
    end loop;
end
$$;

create function pgmq.pop(queue_name text) returns setof pgmq.message_record
language plpgsql
as $$
begin
    return query execute format(
        'delete from pgmq.%1$I
        where msg_id = (
            select msg_id from pgmq.%1$I
            where vt <= clock_timestamp()
            order by msg_id
            limit 1
            for update skip locked
        )
        returning msg_id, read_ct, enqueued_at, vt, message, headers',
        pgmq.format_table_name(queue_name, 'q')
    );
end
$$;

create function pgmq.set_vt(queue_name text, msg_id bigint, vt integer) returns setof pgmq.message_record
language plpgsql
as $$
begin
    return query execute format(
        'update pgmq.%I
        set vt = clock_timestamp() + make_interval(secs => $1)
        where msg_id = $2
        returning msg_id, read_ct, enqueued_at, vt, message, headers',
        pgmq.format_table_name(queue_name, 'q')
    ) using vt, msg_id;
end
$$;

create function pgmq.delete(queue_name text, msg_ids bigint[]) returns setof bigint
language plpgsql
as $$
begin
    return query execute format(
        'delete from pgmq.%I where msg_id = any ($1) returning msg_id',
        pgmq.format_table_name(queue_name, 'q')
    ) using msg_ids;
end
$$;

create function pgmq.delete(queue_name text, msg_id bigint) returns boolean
language plpgsql
as $$
begin
    return exists (select from pgmq.delete(queue_name, array[msg_id]));
end
$$;

create function pgmq.archive(queue_name text, msg_ids bigint[]) returns setof bigint
language plpgsql
as $$
begin
    return query execute format(
        'with archived as (
            delete from pgmq.%I where msg_id = any ($1)
            returning msg_id, read_ct, enqueued_at, vt, message, headers
        )
        insert into pgmq.%I (msg_id, read_ct, enqueued_at, vt, message, headers)
        select * from archived
        returning msg_id',
        pgmq.format_table_name(queue_name, 'q'),
        pgmq.format_table_name(queue_name, 'a')
    ) using msg_ids;
end
$$;

create function pgmq.archive(queue_name text, msg_id bigint) returns boolean
language plpgsql
as $$
begin
    return exists (select from pgmq.archive(queue_name, array[msg_id]));
end
$$;

grant usage on schema pgmq to pg_monitor;
grant select on pgmq.meta to pg_monitor;

alter schema pgmq owner to postgres;
alter table pgmq.meta owner to postgres;
alter type pgmq.message_record owner to postgres;
alter type pgmq.queue_record owner to postgres;
alter type pgmq.metrics_result owner to postgres;
alter default privileges for role postgres in schema pgmq grant select on tables to pg_monitor;
alter default privileges for role postgres in schema pgmq grant select on sequences to pg_monitor;

do $$
declare
    owned record;
begin
    for owned in
        select oid::regprocedure as signature from pg_catalog.pg_proc where pronamespace = 'pgmq'::regnamespace
    loop
        execute format('alter function %s owner to postgres', owned.signature);
    end loop;
end
$$;
