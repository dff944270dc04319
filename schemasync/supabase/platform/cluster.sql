-- The roles of a Supabase cluster. Runs on a new cluster and on one that has them already.

do $$
declare
    wanted record;
begin
    for wanted in
        values
            -- in the order of their OIDs, which is that of their entries in access control lists
            ('postgres',                   'nosuperuser inherit   createrole   createdb   login   replication   bypassrls'),
            ('supabase_replication_admin', 'nosuperuser inherit   nocreaterole nocreatedb login   replication   nobypassrls'),
            ('supabase_etl_admin',         'nosuperuser inherit   nocreaterole nocreatedb login   replication   bypassrls'),
            ('supabase_read_only_user',    'nosuperuser inherit   nocreaterole nocreatedb login   noreplication bypassrls'),
            ('anon',                       'nosuperuser inherit   nocreaterole nocreatedb nologin noreplication nobypassrls'),
            ('authenticated',              'nosuperuser inherit   nocreaterole nocreatedb nologin noreplication nobypassrls'),
            ('service_role',               'nosuperuser inherit   nocreaterole nocreatedb nologin noreplication bypassrls'),
            ('authenticator',              'nosuperuser noinherit nocreaterole nocreatedb login   noreplication nobypassrls'),
            ('dashboard_user',             'nosuperuser inherit   createrole   createdb   nologin replication   nobypassrls'),
            ('pgbouncer',                  'nosuperuser inherit   nocreaterole nocreatedb login   noreplication nobypassrls'),
            ('supabase_auth_admin',        'nosuperuser noinherit createrole   nocreatedb login   noreplication nobypassrls'),
            ('supabase_privileged_role',   'nosuperuser inherit   nocreaterole nocreatedb nologin noreplication nobypassrls'),
            ('supabase_realtime_admin',    'nosuperuser noinherit nocreaterole nocreatedb nologin noreplication nobypassrls'),
            ('supabase_storage_admin',     'nosuperuser noinherit createrole   nocreatedb login   noreplication nobypassrls')
    loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted.column1) then
            execute format('create role %I', wanted.column1);
        end if;
        execute format('alter role %I with %s', wanted.column1, wanted.column2);
    end loop;
end
$$;

-- From PostgreSQL 16 on a membership keeps INHERIT of its own, taken from the role's attribute
-- at this moment: the attributes above have to be set before.
grant anon, authenticated, service_role to authenticator, supabase_realtime_admin;
grant authenticator to supabase_storage_admin;
grant anon, authenticated, authenticator, service_role to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;
grant supabase_privileged_role to postgres, supabase_etl_admin;
grant pg_monitor, pg_read_all_data to supabase_etl_admin, supabase_read_only_user;

do $$
begin
    if current_setting('server_version_num')::integer >= 160000 then
        grant pg_create_subscription to postgres with admin option;
    else
        -- Before 16, CREATEROLE may grant every role but a superuser's. Supabase reserves the roles
        -- that reach the operating system; here they count as superusers, with nobody in them.
        perform set_config('allow_system_table_mods', 'on', true);
        update pg_catalog.pg_authid
        set rolsuper = true
        where rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files');
        perform set_config('allow_system_table_mods', 'off', true);
    end if;
end
$$;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set session_preload_libraries = supautils, safeupdate;
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role postgres set search_path = "\$user", public, extensions;
alter role supabase_admin set search_path = "\$user", public, auth, extensions;
alter role supabase_admin set log_statement = none;
alter role supabase_auth_admin set search_path = auth;
alter role supabase_auth_admin set idle_in_transaction_session_timeout = 60000;
alter role supabase_auth_admin set log_statement = none;
alter role supabase_read_only_user set default_transaction_read_only = on;
alter role supabase_realtime_admin set search_path = public, extensions, realtime;
alter role supabase_storage_admin set search_path = storage;
alter role supabase_storage_admin set log_statement = none;

grant set on parameter log_min_messages to supabase_realtime_admin;
