-- The database itself: owner and who may connect or create in it.

do $$
begin
    execute format('alter database %I owner to postgres', current_database());
    execute format('grant all on database %I to dashboard_user', current_database());
    execute format('grant create on database %I to supabase_etl_admin, supabase_storage_admin', current_database());
end
$$;

grant execute on function pg_catalog.pg_reload_conf() to postgres with grant option;
