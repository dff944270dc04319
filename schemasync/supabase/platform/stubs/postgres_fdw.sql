-- postgres_fdw by name: servers, user mappings and foreign tables can be made, and nothing is ever reached.

create function extensions.postgres_fdw_handler() returns fdw_handler
    language internal strict as 'fdw_handler_in';
create function extensions.postgres_fdw_validator(options text[], catalog oid) returns void
    language plpgsql strict as 'begin end';
create function extensions.postgres_fdw_get_connections(out server_name text, out valid boolean) returns setof record
    language sql as 'select null::text, null::boolean where false';
create function extensions.postgres_fdw_disconnect(text) returns boolean
    language sql as 'select false';
create function extensions.postgres_fdw_disconnect_all() returns boolean
    language sql as 'select false';
create foreign data wrapper postgres_fdw
    handler extensions.postgres_fdw_handler validator extensions.postgres_fdw_validator;
