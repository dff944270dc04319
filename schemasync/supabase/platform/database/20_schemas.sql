-- Schemas, their owners and grants.

grant usage on schema public to anon, authenticated, postgres, service_role;

create schema auth;
grant usage on schema auth to anon, authenticated, postgres, service_role;
grant all on schema auth to dashboard_user, supabase_auth_admin;

create schema extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role;
grant all on schema extensions to dashboard_user;

create schema graphql;
grant usage on schema graphql to anon, authenticated, service_role;
grant usage on schema graphql to postgres with grant option;

create schema graphql_public;
grant usage on schema graphql_public to anon, authenticated, service_role;
grant usage on schema graphql_public to postgres with grant option;

create schema pgbouncer authorization pgbouncer;

create schema realtime;
grant usage on schema realtime to anon, authenticated, service_role;
grant usage on schema realtime to postgres with grant option;
grant all on schema realtime to supabase_realtime_admin with grant option;

create schema storage;
grant usage on schema storage to anon, authenticated, service_role;
grant usage on schema storage to postgres with grant option;
grant all on schema storage to dashboard_user;
grant all on schema storage to supabase_storage_admin with grant option;

create schema vault;
grant usage on schema vault to postgres with grant option;
grant usage on schema vault to service_role;
