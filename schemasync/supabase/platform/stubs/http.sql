-- http without the network: a request is an error.

create domain extensions.http_method as text;
create domain extensions.content_type as text check (value ~ '^\S+/\S+');
create type extensions.http_header as (field varchar, value varchar);
create type extensions.http_request as (
    method extensions.http_method,
    uri varchar,
    headers extensions.http_header[],
    content_type varchar,
    content varchar
);
create type extensions.http_response as (
    status integer,
    content_type varchar,
    headers extensions.http_header[],
    content varchar
);

create function extensions.http_header(field varchar, value varchar) returns extensions.http_header
language sql
return row(field, value)::extensions.http_header;

create function extensions.http(request extensions.http_request) returns extensions.http_response
language plpgsql
as $$
begin
    raise feature_not_supported using
        message = format('a shadow database sends no request: %s %s', (request).method, (request).uri);
end
$$;

create function extensions.http_get(uri varchar) returns extensions.http_response
language sql
return extensions.http(row('GET', uri, null, null, null)::extensions.http_request);

create function extensions.http_get(uri varchar, data jsonb) returns extensions.http_response
language sql
return extensions.http(row('GET', uri, null, null, data)::extensions.http_request);

create function extensions.http_head(uri varchar) returns extensions.http_response
language sql
return extensions.http(row('HEAD', uri, null, null, null)::extensions.http_request);

create function extensions.http_post(uri varchar, content varchar, content_type varchar)
    returns extensions.http_response
language sql
return extensions.http(row('POST', uri, null, content_type, content)::extensions.http_request);

create function extensions.http_post(uri varchar, data jsonb) returns extensions.http_response
language sql
return extensions.http(row('POST', uri, null, null, data)::extensions.http_request);

create function extensions.http_put(uri varchar, content varchar, content_type varchar)
    returns extensions.http_response
language sql
return extensions.http(row('PUT', uri, null, content_type, content)::extensions.http_request);

create function extensions.http_patch(uri varchar, content varchar, content_type varchar)
    returns extensions.http_response
language sql
return extensions.http(row('PATCH', uri, null, content_type, content)::extensions.http_request);

create function extensions.http_delete(uri varchar) returns extensions.http_response
language sql
return extensions.http(row('DELETE', uri, null, null, null)::extensions.http_request);

create function extensions.http_delete(uri varchar, content varchar, content_type varchar)
    returns extensions.http_response
language sql
return extensions.http(row('DELETE', uri, null, content_type, content)::extensions.http_request);

create function extensions.http_list_curlopt() returns table (curlopt text, value text)
language sql
as $$
    select null::text, null::text where false
$$;

create function extensions.http_reset_curlopt() returns boolean
language sql
return true;

create function extensions.http_set_curlopt(curlopt varchar, value varchar) returns boolean
language sql
return true;

create function extensions.bytea_to_text(data bytea) returns text
language sql immutable strict
return convert_from(data, 'utf8');

create function extensions.text_to_bytea(data text) returns bytea
language sql immutable strict
return convert_to(data, 'utf8');

create function extensions.urlencode(string bytea) returns text
language sql immutable strict
return (
    select string_agg(
        case when letter ~ '^[A-Za-z0-9_.~-]$' then letter
            else upper(regexp_replace(encode(convert_to(letter, 'utf8'), 'hex'), '(..)', '%\1', 'g')) end,
        '' order by place
    )
    from regexp_split_to_table(convert_from(string, 'utf8'), '') with ordinality as part (letter, place)
);

create function extensions.urlencode(string varchar) returns text
language sql immutable strict
return extensions.urlencode(convert_to(string, 'utf8'));

create function extensions.urlencode(data jsonb) returns text
language sql immutable strict
return (
    select string_agg(extensions.urlencode(key::varchar) || '=' || extensions.urlencode(value::varchar), '&')
    from jsonb_each_text(data)
);
