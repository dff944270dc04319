-- pg_graphql without its resolver. Schemas graphql and graphql_public are there already, and so are
-- their default privileges.

create sequence graphql.seq_schema_version as integer cycle;

create function graphql.get_schema_version() returns integer
language sql security definer
as $$
    select last_value from graphql.seq_schema_version
$$;

create function graphql.increment_schema_version() returns event_trigger
language plpgsql security definer
as $$
begin
    perform pg_catalog.nextval('graphql.seq_schema_version');
end
$$;

create function graphql.comment_directive(comment_ text) returns jsonb
language sql immutable
as $$
    select coalesce(substring(comment_ from '@graphql\((.+)\)')::jsonb, '{}')
$$;

create function graphql.exception(message text) returns text
language plpgsql
as $$
begin
    raise exception using errcode = '22000', message = message;
end
$$;

create function graphql._internal_resolve(
    query text,
    variables jsonb default '{}',
    "operationName" text default null,
    extensions jsonb default null
) returns jsonb
language sql
as $$
    select '{"errors": [{"message": "pg_graphql is not available in a shadow database"}]}'::jsonb
$$;

create function graphql.resolve(
    query text,
    variables jsonb default '{}',
    "operationName" text default null,
    extensions jsonb default null
) returns jsonb
language plpgsql
as $$
begin
    return graphql._internal_resolve(query, variables, "operationName", extensions);
end
$$;

-- Beside the extension
create or replace function graphql_public.graphql(
    "operationName" text default null,
    query text default null,
    variables jsonb default null,
    extensions jsonb default null
) returns jsonb
language sql set search_path = pg_catalog, pg_temp
as $$
    select graphql.resolve(query, coalesce(variables, '{}'), "operationName", extensions)
$$;
