-- pg_tle's functions; an extension that is installed through it is known by name alone.

create function pgtle.install_extension(name text, version text, description text, ext text, requires text[] default null)
    returns boolean language sql as 'select true';
create function pgtle.install_extension_version_sql(name text, version text, ext text)
    returns boolean language sql as 'select true';
create function pgtle.install_update_path(name text, fromvers text, tovers text, ext text)
    returns boolean language sql as 'select true';
create function pgtle.uninstall_extension(extname text) returns boolean language sql as 'select true';
create function pgtle.uninstall_extension_if_exists(extname text) returns boolean language sql as 'select true';
create function pgtle.set_default_version(name text, version text) returns boolean language sql as 'select true';
create function pgtle.available_extensions() returns table (name text, default_version text, comment text)
    language sql as 'select null::text, null::text, null::text where false';
grant usage on schema pgtle to public;
