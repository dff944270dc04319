-- Schema supabase_functions, which a project has once its database webhooks are switched on.
-- Needs pg_net, or its stub, for the role that owns the objects here.

create schema supabase_functions;
grant usage on schema supabase_functions to anon, authenticated, postgres, service_role;
grant all on schema supabase_functions to supabase_functions_admin;

alter default privileges for role supabase_admin in schema supabase_functions
    grant all on functions to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema supabase_functions
    grant all on tables to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema supabase_functions
    grant all on sequences to anon, authenticated, postgres, service_role;

create table supabase_functions.migrations (
    version text not null,
    inserted_at timestamptz not null default now(),
    constraint migrations_pkey primary key (version)
);

create table supabase_functions.hooks (
    id bigserial,
    hook_table_id integer not null,
    hook_name text not null,
    created_at timestamptz not null default now(),
    request_id bigint,
    constraint hooks_pkey primary key (id)
);
create index supabase_functions_hooks_request_id_idx on supabase_functions.hooks (request_id);
create index supabase_functions_hooks_h_table_id_h_name_idx on supabase_functions.hooks (hook_table_id, hook_name);

-- Trigger arguments: url, method, headers, params, timeout. A shadow sends nothing.
create function supabase_functions.http_request() returns trigger
language plpgsql security definer set search_path = supabase_functions
as $$
begin
    if coalesce(tg_argv[0], 'null') = 'null' then
        raise exception 'url argument is missing';
    end if;
    if coalesce(tg_argv[1], 'null') not in ('GET', 'POST') then
        raise exception 'method argument % is invalid', tg_argv[1];
    end if;
    return new;
end
$$;
revoke all on function supabase_functions.http_request() from public;

alter table supabase_functions.migrations owner to supabase_functions_admin;
alter table supabase_functions.hooks owner to supabase_functions_admin;
alter function supabase_functions.http_request() owner to supabase_functions_admin;
