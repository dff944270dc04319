-- What the Realtime service puts into schema realtime. Created as supabase_admin, whose default
-- privileges give the grants, and handed to the service's role at the end.

create type realtime.action as enum ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'ERROR');
create type realtime.equality_op as enum (
    'eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'in', 'like', 'ilike', 'is', 'match', 'imatch',
    'isdistinct'
);
create type realtime.user_defined_filter as (
    column_name text,
    op realtime.equality_op,
    value text,
    negate boolean
);
create type realtime.wal_column as (
    name text,
    type_name text,
    type_oid oid,
    value jsonb,
    is_pkey boolean,
    is_selectable boolean
);
create type realtime.wal_rls as (wal jsonb, is_rls_enabled boolean, subscription_ids uuid[], errors text[]);

create function realtime.to_regrole(role_name text) returns regrole
language sql immutable
as $$
    select role_name::regrole
$$;

create table realtime.messages (
    topic text not null,
    extension text not null,
    payload jsonb,
    event text,
    private boolean default false,
    updated_at timestamp not null default now(),
    inserted_at timestamp not null default now(),
    id uuid not null default gen_random_uuid(),
    binary_payload bytea,
    constraint messages_pkey primary key (id, inserted_at)
) partition by range (inserted_at);
alter table realtime.messages add constraint messages_payload_exclusive
    check (payload is null or binary_payload is null) not valid;
create index messages_inserted_at_topic_index
    on realtime.messages (inserted_at desc, topic) where extension = 'broadcast' and private is true;

create table realtime.schema_migrations (
    version bigint not null,
    inserted_at timestamp(0) default now(),
    constraint schema_migrations_pkey primary key (version)
);

create table realtime.subscription (
    id bigint generated always as identity,
    subscription_id uuid not null,
    entity regclass not null,
    filters realtime.user_defined_filter[] not null default '{}',
    claims jsonb not null,
    claims_role regrole generated always as (realtime.to_regrole(claims ->> 'role')) stored not null,
    created_at timestamp not null default timezone('utc', now()),
    action_filter text default '*',
    selected_columns text[],
    constraint pk_subscription primary key (id),
    constraint subscription_action_filter_check check (action_filter in ('*', 'INSERT', 'UPDATE', 'DELETE'))
);
create index ix_realtime_subscription_entity on realtime.subscription (entity);
create unique index subscription_subscription_id_entity_filters_action_filter_selec
    on realtime.subscription (
        subscription_id, entity, filters, action_filter, coalesce(selected_columns, '{}')
    );

alter table realtime.messages enable row level security;

grant select, insert, update on realtime.messages to anon, authenticated, service_role;
grant select on realtime.subscription to anon, authenticated, service_role;
grant usage on sequence realtime.subscription_id_seq to anon, authenticated, service_role;

-- What migrations call: triggers that broadcast, policies that ask for the topic.

create function realtime.topic() returns text
language sql stable
as $$
    select nullif(current_setting('realtime.topic', true), '')
$$;

-- Sending never fails the caller's statement.
create function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void
language plpgsql
as $$
declare
    message_id constant uuid := gen_random_uuid();
begin
    perform set_config('realtime.topic', topic, true);
    insert into realtime.messages (id, payload, event, topic, private, extension)
    values (
        message_id,
        case when payload ? 'id' then payload else payload || jsonb_build_object('id', message_id) end,
        event, topic, private, 'broadcast'
    );
exception
    when others then
        raise warning 'realtime.send: %', sqlerrm;
end
$$;

create function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
    returns void
language plpgsql
as $$
begin
    perform set_config('realtime.topic', topic, true);
    insert into realtime.messages (binary_payload, event, topic, private, extension)
    values (payload, event, topic, private, 'broadcast');
exception
    when others then
        raise warning 'realtime.send_binary: %', sqlerrm;
end
$$;

create function realtime.broadcast_changes(
    topic_name text,
    event_name text,
    operation text,
    table_name text,
    table_schema text,
    new record,
    old record,
    level text default 'ROW'
) returns void
language plpgsql
as $$
begin
    if level = 'STATEMENT' then
        raise exception 'realtime.broadcast_changes is for triggers FOR EACH ROW';
    end if;
    perform realtime.send(
        jsonb_build_object(
            'schema', table_schema, 'table', table_name, 'operation', operation,
            'record', new, 'old_record', old
        ),
        event_name,
        topic_name
    );
end
$$;

-- What only the service itself calls: here without a body of use.

create function realtime.wal2json_escape_identifier(name text) returns text
language sql immutable strict
as $$
    select regexp_replace(name, '([\\,.[:space:]])', '\\\1', 'g')
$$;

create function realtime.quote_wal2json(entity regclass) returns text
language sql immutable strict
as $$
    select
        realtime.wal2json_escape_identifier(namespace.nspname)
        || '.' || realtime.wal2json_escape_identifier(class.relname)
    from pg_catalog.pg_class as class
    join pg_catalog.pg_namespace as namespace on namespace.oid = class.relnamespace
    where class.oid = entity
$$;

create function realtime.apply_rls(wal jsonb, max_record_bytes integer default (1024 * 1024))
    returns setof realtime.wal_rls
language plpgsql
as $$
begin
    raise feature_not_supported using message = 'realtime.apply_rls is not available in a shadow database';
end
$$;

create function realtime.list_changes(
    publication name,
    slot_name name,
    max_changes integer,
    max_record_bytes integer
) returns table (
    wal jsonb,
    is_rls_enabled boolean,
    subscription_ids uuid[],
    errors text[],
    slot_changes_count bigint
)
language sql set log_min_messages = fatal
as $$
    select null::jsonb, null::boolean, null::uuid[], null::text[], 0::bigint where false
$$;

create function realtime.build_prepared_statement_sql(
    prepared_statement_name text,
    entity regclass,
    columns realtime.wal_column[]
) returns text
language sql
as $$
    select null::text
$$;

create function realtime."cast"(val text, type_ regtype) returns jsonb
language plpgsql immutable
as $$
begin
    raise feature_not_supported using message = 'realtime.cast is not available in a shadow database';
end
$$;

create function realtime.check_equality_op(op realtime.equality_op, type_ regtype, val_1 text, val_2 text)
    returns boolean
language plpgsql immutable
as $$
begin
    raise feature_not_supported using message = 'realtime.check_equality_op is not available in a shadow database';
end
$$;

create function realtime.check_equality_op(
    op realtime.equality_op,
    type_ regtype,
    val_1 text,
    val_2 text,
    negate boolean
) returns boolean
language plpgsql stable
as $$
begin
    raise feature_not_supported using message = 'realtime.check_equality_op is not available in a shadow database';
end
$$;

create function realtime.is_visible_through_filters(
    columns realtime.wal_column[],
    filters realtime.user_defined_filter[]
) returns boolean
language sql stable
as $$
    select coalesce(cardinality(filters), 0) = 0
$$;

create function realtime.subscription_check_filters() returns trigger
language plpgsql
as $$
begin
    return new;
end
$$;
create trigger tr_check_filters before insert or update on realtime.subscription
    for each row execute function realtime.subscription_check_filters();

grant execute on function
    realtime.apply_rls(jsonb, integer),
    realtime.build_prepared_statement_sql(text, regclass, realtime.wal_column[]),
    realtime."cast"(text, regtype),
    realtime.check_equality_op(realtime.equality_op, regtype, text, text),
    realtime.check_equality_op(realtime.equality_op, regtype, text, text, boolean),
    realtime.is_visible_through_filters(realtime.wal_column[], realtime.user_defined_filter[]),
    realtime.quote_wal2json(regclass),
    realtime.subscription_check_filters(),
    realtime.to_regrole(text)
    to anon, authenticated, service_role;

-- Everything but the service's migration table, which stayed with supabase_admin.

alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.subscription owner to supabase_realtime_admin;
alter type realtime.action owner to supabase_realtime_admin;
alter type realtime.equality_op owner to supabase_realtime_admin;
alter type realtime.user_defined_filter owner to supabase_realtime_admin;
alter type realtime.wal_column owner to supabase_realtime_admin;
alter type realtime.wal_rls owner to supabase_realtime_admin;

do $$
declare
    handed record;
begin
    for handed in
        select oid::regprocedure as signature from pg_catalog.pg_proc where pronamespace = 'realtime'::regnamespace
    loop
        execute format('alter function %s owner to supabase_realtime_admin', handed.signature);
    end loop;
end
$$;
