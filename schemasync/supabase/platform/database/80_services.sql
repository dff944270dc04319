-- Small things that belong to the services around the database.

create function graphql_public.graphql(
    "operationName" text default null,
    query text default null,
    variables jsonb default null,
    extensions jsonb default null
) returns jsonb
language plpgsql
as $$
begin
    return '{"errors": [{"message": "the extension pg_graphql is not installed"}]}';
end
$$;

create function pgbouncer.get_auth(p_usename text) returns table (username text, password text)
language plpgsql security definer set search_path = ''
as $$
begin
    return query
        select
            role.rolname::text,
            case when role.rolvaliduntil < now() then null else role.rolpassword end
        from pg_catalog.pg_authid as role
        where role.rolname = p_usename and role.rolcanlogin;
end
$$;
revoke all on function pgbouncer.get_auth(text) from public;
grant execute on function pgbouncer.get_auth(text) to pgbouncer;

-- Every shadow server warns here that wal_level is not logical; nothing subscribes to it.
set local client_min_messages = error;
create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;
