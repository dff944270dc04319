-- Supabase's foreign data wrappers by name; nothing can be read through them.

do $$
declare
    wrapper text;
begin
    foreach wrapper in array array[
        'airtable', 'auth0', 'big_query', 'click_house', 'cognito', 'duckdb', 'firebase', 'hello_world', 'iceberg',
        'logflare', 'mssql', 'redis', 's3', 's3_vectors', 'stripe', 'wasm'
    ] loop
        execute format(
            'create function extensions.%I() returns fdw_handler language internal strict as %L',
            wrapper || '_fdw_handler', 'fdw_handler_in'
        );
        execute format(
            'create function extensions.%I(options text[], catalog oid) returns void language plpgsql as %L',
            wrapper || '_fdw_validator', 'begin end'
        );
        execute format(
            'create function extensions.%I() returns table (name text, version text, author text, website text)
             language sql as %L',
            wrapper || '_fdw_meta', 'select null::text, null::text, null::text, null::text'
        );
    end loop;
end
$$;
