-- pg_net without its worker: a request gets an id and is never sent.

create schema net;

create domain net.http_method as text check (lower(value) in ('get', 'post', 'delete'));
create type net.request_status as enum ('PENDING', 'SUCCESS', 'ERROR');
create type net.http_response as (status_code integer, headers jsonb, body text);
create type net.http_response_result as (status net.request_status, message text, response net.http_response);

create unlogged table net.http_request_queue (
    id bigserial,
    method net.http_method not null,
    url text not null,
    headers jsonb,
    body bytea,
    timeout_milliseconds integer not null
);

create unlogged table net._http_response (
    id bigint,
    status_code integer,
    content_type text,
    headers jsonb,
    content text,
    timed_out boolean,
    error_msg text,
    created timestamptz not null default now()
);
create index _http_response_created_idx on net._http_response (created);

-- They must not write the queue: everybody may put a trigger on it, which would run as the owner
-- of a security definer function.

create function net.http_get(
    url text,
    params jsonb default '{}',
    headers jsonb default '{}',
    timeout_milliseconds integer default 5000
) returns bigint
language plpgsql security definer set search_path = net
as $$
begin
    return pg_catalog.nextval('net.http_request_queue_id_seq'::pg_catalog.regclass);
end
$$;

create function net.http_post(
    url text,
    body jsonb default '{}',
    params jsonb default '{}',
    headers jsonb default '{"Content-Type": "application/json"}',
    timeout_milliseconds integer default 5000
) returns bigint
language plpgsql security definer set search_path = net
as $$
begin
    return pg_catalog.nextval('net.http_request_queue_id_seq'::pg_catalog.regclass);
end
$$;

create function net.http_delete(
    url text,
    params jsonb default '{}',
    headers jsonb default '{}',
    timeout_milliseconds integer default 5000,
    body jsonb default null
) returns bigint
language plpgsql
as $$
begin
    return pg_catalog.nextval('net.http_request_queue_id_seq'::pg_catalog.regclass);
end
$$;

create function net._http_collect_response(request_id bigint, async boolean default true)
    returns net.http_response_result
language plpgsql
as $$
begin
    return row('ERROR', 'request matching request_id not found', null);
end
$$;

create function net.http_collect_response(request_id bigint, async boolean default true)
    returns net.http_response_result
language plpgsql
as $$
begin
    return net._http_collect_response(request_id, async);
end
$$;

create function net._await_response(request_id bigint) returns boolean
language plpgsql
as $$
begin
    return false;
end
$$;

create function net._urlencode_string(string varchar) returns text
language sql immutable
return (
    select string_agg(
        case when letter ~ '^[A-Za-z0-9_.~-]$' then letter
            else upper(regexp_replace(encode(convert_to(letter, 'utf8'), 'hex'), '(..)', '%\1', 'g')) end,
        '' order by place
    )
    from regexp_split_to_table(string, '') with ordinality as part (letter, place)
);

create function net._encode_url_with_params_array(url text, params_array text[]) returns text
language sql immutable
return concat_ws(case when url like '%?%' then '&' else '?' end, url, nullif(array_to_string(params_array, '&'), ''));

create function net.check_worker_is_up() returns void
language plpgsql
as $$
begin
end
$$;

create function net.wait_until_running() returns void
language plpgsql
as $$
begin
end
$$;

create function net.wake() returns void
language plpgsql
as $$
begin
end
$$;

create function net.worker_restart() returns boolean
language plpgsql
as $$
begin
    return true;
end
$$;

-- A role of its own comes with this extension on Supabase.
do $$
begin
    if not exists (select from pg_catalog.pg_roles where rolname = 'supabase_functions_admin') then
        create role supabase_functions_admin noinherit createrole login;
        alter role supabase_functions_admin set search_path = supabase_functions;
        grant supabase_functions_admin to postgres;
    end if;
end
$$;

grant usage on schema net to public, anon, authenticated, postgres, service_role, supabase_functions_admin;
grant all on net.http_request_queue, net._http_response to public;
grant all on sequence net.http_request_queue_id_seq to public;
revoke all on function
    net.http_get(text, jsonb, jsonb, integer),
    net.http_post(text, jsonb, jsonb, jsonb, integer)
    from public;
grant execute on function
    net.http_get(text, jsonb, jsonb, integer),
    net.http_post(text, jsonb, jsonb, jsonb, integer)
    to anon, authenticated, postgres, service_role, supabase_functions_admin;
