-- dblink by name: every function that would connect raises an error instead.

do $$
declare
    signature text;
begin
    foreach signature in array array[
        'dblink_connect(text) returns text', 'dblink_connect(text, text) returns text',
        'dblink_connect_u(text) returns text', 'dblink_connect_u(text, text) returns text',
        'dblink_disconnect() returns text', 'dblink_disconnect(text) returns text',
        'dblink_open(text, text) returns text', 'dblink_open(text, text, boolean) returns text',
        'dblink_open(text, text, text) returns text', 'dblink_open(text, text, text, boolean) returns text',
        'dblink_fetch(text, integer) returns setof record', 'dblink_fetch(text, integer, boolean) returns setof record',
        'dblink_fetch(text, text, integer) returns setof record',
        'dblink_fetch(text, text, integer, boolean) returns setof record',
        'dblink_close(text) returns text', 'dblink_close(text, boolean) returns text',
        'dblink_close(text, text) returns text', 'dblink_close(text, text, boolean) returns text',
        'dblink(text) returns setof record', 'dblink(text, boolean) returns setof record',
        'dblink(text, text) returns setof record', 'dblink(text, text, boolean) returns setof record',
        'dblink_exec(text) returns text', 'dblink_exec(text, boolean) returns text',
        'dblink_exec(text, text) returns text', 'dblink_exec(text, text, boolean) returns text',
        'dblink_send_query(text, text) returns integer', 'dblink_is_busy(text) returns integer',
        'dblink_get_result(text) returns setof record', 'dblink_get_result(text, boolean) returns setof record',
        'dblink_cancel_query(text) returns text', 'dblink_error_message(text) returns text'
    ] loop
        execute format('create function extensions.%s language plpgsql as %L', signature,
            'begin raise exception ''the shadow connects to no other server'' using errcode = ''0A000''; end');
    end loop;
end
$$;
create function extensions.dblink_get_connections() returns text[]
    language sql as 'select null::text[]';
create function extensions.dblink_current_query() returns text
    language sql as 'select current_query()';
create function extensions.dblink_fdw_validator(options text[], catalog oid) returns void
    language plpgsql strict as 'begin end';
create foreign data wrapper dblink_fdw validator extensions.dblink_fdw_validator;
revoke all on function extensions.dblink_connect_u(text), extensions.dblink_connect_u(text, text) from public;
