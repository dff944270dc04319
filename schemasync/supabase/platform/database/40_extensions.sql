-- The extensions of a new project, as far as this server has them. What it lacks is stubbed
-- afterwards (see stubs/); what it has only as a stand-in (version 0.0-…), it lacks.

do $$
declare
    wanted text;
begin
    for wanted in
        select name from pg_catalog.pg_available_extensions
        where name in ('pgcrypto', 'uuid-ossp') and default_version not like '0.0-%'
    loop
        execute format('create extension if not exists %I with schema extensions', wanted);
    end loop;

    -- Before pg_stat_statements, which dashboard_user has no grant on.
    grant all on all functions in schema extensions to dashboard_user;

    if exists (
        select from pg_catalog.pg_available_extensions
        where name = 'pg_stat_statements' and default_version not like '0.0-%'
    ) then
        create extension if not exists pg_stat_statements with schema extensions;
    end if;
end
$$;

do $$
begin
    if exists (
        select from pg_catalog.pg_available_extensions
        where name = 'supabase_vault' and default_version not like '0.0-%'
    ) then
        create extension supabase_vault with schema vault;
        grant select, delete, truncate, references on vault.secrets, vault.decrypted_secrets
            to postgres with grant option;
        grant select, delete on vault.secrets, vault.decrypted_secrets to service_role;
        grant execute on function
            vault.create_secret(text, text, text, uuid),
            vault.update_secret(uuid, text, text, text, uuid),
            vault._crypto_aead_det_decrypt(bytea, bytea, bigint, bytea, bytea)
            to postgres with grant option;
        grant execute on function
            vault.create_secret(text, text, text, uuid),
            vault.update_secret(uuid, text, text, text, uuid),
            vault._crypto_aead_det_decrypt(bytea, bytea, bigint, bytea, bytea)
            to service_role;
    end if;
exception
    -- It refuses to load on a server that doesn't preload it; the stub takes its place.
    when others then
        raise warning 'supabase_vault: %', sqlerrm;
end
$$;
