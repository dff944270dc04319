-- PGroonga's index method and operators; the index is a BRIN index in disguise, so it knows no options.

create access method pgroonga type index handler brinhandler;
create operator family extensions.pgroonga_text_ops using pgroonga;

do $$
declare
    kind text;
    class record;
begin
    for class in
        select * from (values
            ('text', 'pgroonga_text_full_text_search_ops_v2', true),
            ('text', 'pgroonga_text_term_search_ops_v2', false),
            ('text', 'pgroonga_text_regexp_ops_v2', false),
            ('text', 'pgroonga_varchar_term_search_ops_v2', false),
            ('text', 'pgroonga_varchar_full_text_search_ops_v2', false),
            ('jsonb', 'pgroonga_jsonb_ops_v2', true),
            ('anyarray', 'pgroonga_text_array_full_text_search_ops_v2', true),
            ('integer', 'pgroonga_int4_ops', true),
            ('bigint', 'pgroonga_int8_ops', true),
            ('uuid', 'pgroonga_uuid_ops', true),
            ('boolean', 'pgroonga_bool_ops', true),
            ('timestamptz', 'pgroonga_timestamptz_ops', true)
        ) as wanted (kind, name, standard)
    loop
        kind := class.kind;
        execute format(
            'create operator class extensions.%I %s for type %s using pgroonga as
                 operator 1 pg_catalog.< (%s, %s), operator 2 pg_catalog.<= (%s, %s),
                 operator 3 pg_catalog.= (%s, %s), operator 4 pg_catalog.>= (%s, %s),
                 operator 5 pg_catalog.> (%s, %s),
                 function 1 (%s, %s) pg_catalog.brin_minmax_opcinfo(internal),
                 function 2 (%s, %s) pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
                 function 3 (%s, %s) pg_catalog.brin_minmax_consistent(internal, internal, internal),
                 function 4 (%s, %s) pg_catalog.brin_minmax_union(internal, internal, internal)',
            class.name, case when class.standard then 'default' else '' end, class.kind,
            kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind
        );
    end loop;
end
$$;

create function extensions.pgroonga_match(target text, query text) returns boolean
    language sql immutable as $$ select pg_catalog.strpos(pg_catalog.lower(target), pg_catalog.lower(query)) > 0 $$;
create operator extensions.&@ (leftarg = text, rightarg = text, function = extensions.pgroonga_match);
create operator extensions.&@~ (leftarg = text, rightarg = text, function = extensions.pgroonga_match);
create function extensions.pgroonga_score(tableoid oid, ctid tid) returns double precision
    language sql stable as 'select 1.0::double precision';
create function extensions.pgroonga_snippet_html(target text, keywords text[], width integer default 200) returns text[]
    language sql immutable as 'select array[target]';
create function extensions.pgroonga_highlight_html(target text, keywords text[]) returns text
    language sql immutable as 'select target';
create function extensions.pgroonga_query_expand(text, text, text, text) returns text
    language sql stable as 'select $4';
