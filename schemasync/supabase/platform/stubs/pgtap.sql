-- pgTAP is no part of this server: a test that begins says so, instead of a function that does not exist.

create function extensions.plan(integer) returns text
language plpgsql
as $$
begin
    raise feature_not_supported using
        message = 'pgTAP is not installed on the throwaway server; the extension pgtap is a stand-in',
        hint = 'Install it for the server, for example postgresql-17-pgtap, or use --postgres docker.';
end
$$;

create function extensions.no_plan() returns setof text
language plpgsql
as $$
begin
    raise feature_not_supported using
        message = 'pgTAP is not installed on the throwaway server; the extension pgtap is a stand-in',
        hint = 'Install it for the server, for example postgresql-17-pgtap, or use --postgres docker.';
end
$$;
