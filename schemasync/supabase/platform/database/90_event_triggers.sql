-- Event triggers, created last so that they don't fire for the platform itself. They watch the
-- users' statements, so they must neither cost nor ever raise: what goes wrong becomes a warning.

-- PostgREST reloads its schema cache when told so.
create function extensions.pgrst_ddl_watch() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
    if exists (
        select
        from pg_catalog.pg_event_trigger_ddl_commands() as command
        where command.command_tag in (
                'CREATE SCHEMA', 'ALTER SCHEMA',
                'CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE',
                'CREATE FOREIGN TABLE', 'ALTER FOREIGN TABLE',
                'CREATE VIEW', 'ALTER VIEW',
                'CREATE MATERIALIZED VIEW', 'ALTER MATERIALIZED VIEW',
                'CREATE FUNCTION', 'ALTER FUNCTION', 'CREATE TRIGGER',
                'CREATE TYPE', 'ALTER TYPE', 'CREATE RULE', 'COMMENT'
            )
            and command.schema_name is distinct from 'pg_temp'
    ) then
        notify pgrst, 'reload schema';
    end if;
exception
    when others then
        raise warning 'schema cache of PostgREST: %', sqlerrm;
end
$$;

create function extensions.pgrst_drop_watch() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
    if exists (
        select
        from pg_catalog.pg_event_trigger_dropped_objects() as dropped
        where dropped.object_type in (
                'schema', 'table', 'foreign table', 'view', 'materialized view',
                'function', 'trigger', 'type', 'rule'
            )
            and not dropped.is_temporary
    ) then
        notify pgrst, 'reload schema';
    end if;
exception
    when others then
        raise warning 'schema cache of PostgREST: %', sqlerrm;
end
$$;

create function extensions.grant_pg_cron_access() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
    if exists (
        select
        from pg_catalog.pg_event_trigger_ddl_commands() as command
        join pg_catalog.pg_extension as extension on extension.oid = command.objid
        where command.command_tag = 'CREATE EXTENSION' and extension.extname = 'pg_cron'
    ) then
        grant usage on schema cron to postgres with grant option;
        alter default privileges in schema cron grant all on functions to postgres with grant option;
        alter default privileges in schema cron grant all on tables to postgres with grant option;
        alter default privileges in schema cron grant all on sequences to postgres with grant option;
        grant all on all functions in schema cron to postgres with grant option;
        grant all on all tables in schema cron to postgres with grant option;
        revoke all on table cron.job from postgres;
        grant select on table cron.job to postgres with grant option;
    end if;
exception
    when others then
        raise warning 'grants on pg_cron: %', sqlerrm;
end
$$;

create function extensions.grant_pg_net_access() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
    if exists (
        select
        from pg_catalog.pg_event_trigger_ddl_commands() as command
        join pg_catalog.pg_extension as extension on extension.oid = command.objid
        where command.command_tag = 'CREATE EXTENSION' and extension.extname = 'pg_net'
    ) then
        if not exists (select from pg_catalog.pg_roles where rolname = 'supabase_functions_admin') then
            create role supabase_functions_admin noinherit createrole login;
        end if;
        grant usage on schema net to supabase_functions_admin, postgres, anon, authenticated, service_role;

        alter function net.http_get(text, jsonb, jsonb, integer) security definer set search_path = net;
        revoke all on function net.http_get(text, jsonb, jsonb, integer) from public;
        grant execute on function net.http_get(text, jsonb, jsonb, integer)
            to supabase_functions_admin, postgres, anon, authenticated, service_role;

        alter function net.http_post(text, jsonb, jsonb, jsonb, integer) security definer set search_path = net;
        revoke all on function net.http_post(text, jsonb, jsonb, jsonb, integer) from public;
        grant execute on function net.http_post(text, jsonb, jsonb, jsonb, integer)
            to supabase_functions_admin, postgres, anon, authenticated, service_role;
    end if;
exception
    when others then
        raise warning 'grants on pg_net: %', sqlerrm;
end
$$;

-- Instead of the placeholder, graphql_public.graphql calls the extension while there is one.
create function extensions.grant_pg_graphql_access() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
    if exists (
        select
        from pg_catalog.pg_event_trigger_ddl_commands() as command
        join pg_catalog.pg_extension as extension on extension.oid = command.objid
        where command.command_tag = 'CREATE EXTENSION' and extension.extname = 'pg_graphql'
    ) then
        drop function if exists graphql_public.graphql(text, text, jsonb, jsonb);
        create function graphql_public.graphql(
            "operationName" text default null,
            query text default null,
            variables jsonb default null,
            extensions jsonb default null
        ) returns jsonb
        language sql set search_path = ''
        as $graphql$
            select graphql.resolve(
                query => query,
                variables => coalesce(variables, '{}'),
                "operationName" => "operationName",
                extensions => extensions
            )
        $graphql$;
        alter extension pg_graphql add function graphql_public.graphql(text, text, jsonb, jsonb);
        grant all on all functions in schema graphql to anon, authenticated, postgres, service_role;
        grant all on all tables in schema graphql to anon, authenticated, postgres, service_role;
        grant all on all sequences in schema graphql to anon, authenticated, postgres, service_role;
    end if;
exception
    when others then
        raise warning 'grants on pg_graphql: %', sqlerrm;
end
$$;

create function extensions.set_graphql_placeholder() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
    if exists (
        select
        from pg_catalog.pg_event_trigger_dropped_objects() as dropped
        where dropped.object_type = 'extension' and dropped.object_name = 'pg_graphql'
    ) then
        create or replace function graphql_public.graphql(
            "operationName" text default null,
            query text default null,
            variables jsonb default null,
            extensions jsonb default null
        ) returns jsonb
        language plpgsql
        as $graphql$
        begin
            return '{"errors": [{"message": "the extension pg_graphql is not installed"}]}';
        end
        $graphql$;
    end if;
exception
    when others then
        raise warning 'placeholder of pg_graphql: %', sqlerrm;
end
$$;

-- These two got their owner later than the others, and kept other grants.
revoke all on function extensions.grant_pg_cron_access(), extensions.grant_pg_net_access() from postgres;
grant execute on function extensions.grant_pg_cron_access(), extensions.grant_pg_net_access() to dashboard_user;
grant execute on function extensions.grant_pg_cron_access(), extensions.grant_pg_net_access()
    to supabase_admin with grant option;

create event trigger issue_graphql_placeholder on sql_drop when tag in ('DROP EXTENSION')
    execute function extensions.set_graphql_placeholder();
create event trigger issue_pg_cron_access on ddl_command_end when tag in ('CREATE EXTENSION')
    execute function extensions.grant_pg_cron_access();
create event trigger issue_pg_graphql_access on ddl_command_end when tag in ('CREATE EXTENSION')
    execute function extensions.grant_pg_graphql_access();
create event trigger issue_pg_net_access on ddl_command_end when tag in ('CREATE EXTENSION')
    execute function extensions.grant_pg_net_access();
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_drop_watch();
