-- What each role grants on the objects that it will create. Stands before the first object, so
-- that the platform's own objects get these grants the way they do on Supabase.

alter default privileges for role postgres in schema public
    grant all on functions to anon, authenticated, postgres, service_role;
alter default privileges for role postgres in schema public
    grant all on tables to anon, authenticated, postgres, service_role;
alter default privileges for role postgres in schema public
    grant all on sequences to anon, authenticated, postgres, service_role;

alter default privileges for role postgres in schema storage
    grant all on functions to anon, authenticated, postgres, service_role;
alter default privileges for role postgres in schema storage
    grant all on tables to anon, authenticated, postgres, service_role;
alter default privileges for role postgres in schema storage
    grant all on sequences to anon, authenticated, postgres, service_role;

alter default privileges for role supabase_admin in schema extensions
    grant all on functions to postgres with grant option;
alter default privileges for role supabase_admin in schema extensions
    grant all on tables to postgres with grant option;
alter default privileges for role supabase_admin in schema extensions
    grant all on sequences to postgres with grant option;

alter default privileges for role supabase_admin in schema graphql
    grant all on functions to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema graphql
    grant all on tables to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema graphql
    grant all on sequences to anon, authenticated, postgres, service_role;

alter default privileges for role supabase_admin in schema graphql_public
    grant all on functions to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema graphql_public
    grant all on tables to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema graphql_public
    grant all on sequences to anon, authenticated, postgres, service_role;

alter default privileges for role supabase_admin in schema public
    grant all on functions to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema public
    grant all on tables to anon, authenticated, postgres, service_role;
alter default privileges for role supabase_admin in schema public
    grant all on sequences to anon, authenticated, postgres, service_role;

alter default privileges for role supabase_admin in schema realtime
    grant all on functions to dashboard_user, postgres;
alter default privileges for role supabase_admin in schema realtime
    grant all on tables to dashboard_user, postgres;
alter default privileges for role supabase_admin in schema realtime
    grant all on sequences to dashboard_user, postgres;

alter default privileges for role supabase_auth_admin in schema auth
    grant all on functions to dashboard_user, postgres;
alter default privileges for role supabase_auth_admin in schema auth
    grant all on tables to dashboard_user, postgres;
alter default privileges for role supabase_auth_admin in schema auth
    grant all on sequences to dashboard_user, postgres;
