CREATE OPERATOR FAMILY public.int_blocks USING brin;
CREATE OPERATOR FAMILY public.int_items USING gin;
ALTER OPERATOR FAMILY public.int_items USING gin ADD FUNCTION 1 (integer[], integer[]) btint4cmp(integer,integer), FUNCTION 4 (integer[], integer[]) ginarrayconsistent(internal,smallint,anyarray,integer,internal,internal,internal,internal), OPERATOR 1 pg_catalog.&&(anyarray, anyarray), OPERATOR 2 pg_catalog.@>(anyarray, anyarray);
CREATE OPERATOR CLASS public.int_blocks FOR TYPE integer USING brin FAMILY public.int_blocks AS
    FUNCTION 1 (integer, integer) brin_minmax_opcinfo(internal),
    FUNCTION 2 (integer, integer) brin_minmax_add_value(internal,internal,internal,internal),
    FUNCTION 3 (integer, integer) brin_minmax_consistent(internal,internal,internal),
    FUNCTION 4 (integer, integer) brin_minmax_union(internal,internal,internal),
    OPERATOR 1 pg_catalog.<(integer, integer),
    OPERATOR 2 pg_catalog.<=(integer, integer),
    OPERATOR 3 pg_catalog.=(integer, integer),
    OPERATOR 4 pg_catalog.>=(integer, integer),
    OPERATOR 5 pg_catalog.>(integer, integer);
CREATE OPERATOR CLASS public.int_items FOR TYPE integer[] USING gin FAMILY public.int_items AS
    FUNCTION 2 (integer[], integer[]) ginarrayextract(anyarray,internal),
    FUNCTION 3 (integer[], integer[]) ginqueryarrayextract(anyarray,internal,smallint,internal,internal,internal,internal),
    STORAGE integer;
CREATE TABLE public.t (
    a integer[],
    b integer
);
CREATE INDEX t_a ON public.t USING gin (a public.int_items);
CREATE INDEX t_b ON public.t USING brin (b public.int_blocks);
