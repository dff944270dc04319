SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.acc(s bigint, v integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT s + coalesce(v, 0)$function$;
CREATE OR REPLACE FUNCTION public.cat(s text, VARIADIC xs text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT concat(s, array_to_string(xs, ',')) $function$;
CREATE AGGREGATE public."Cat It"(VARIADIC "Xs x" text[]) (
    SFUNC = public.cat,
    STYPE = text,
    INITCOND = 'it''s '
);
CREATE AGGREGATE public.full_one(integer) (
    SFUNC = public.acc,
    FINALFUNC = pg_catalog.int8abs,
    COMBINEFUNC = pg_catalog.int8pl,
    STYPE = bigint,
    SSPACE = 64,
    FINALFUNC_MODIFY = READ_WRITE,
    INITCOND = '0',
    PARALLEL = SAFE
);
CREATE AGGREGATE public.hyp(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = pg_catalog.ordered_set_transition_multi,
    FINALFUNC = pg_catalog.rank_final,
    STYPE = internal,
    FINALFUNC_EXTRA,
    HYPOTHETICAL
);
CREATE AGGREGATE public.moving(integer) (
    SFUNC = public.acc,
    MSFUNC = public.acc,
    MINVFUNC = public.acc,
    MFINALFUNC = pg_catalog.int8abs,
    STYPE = bigint,
    INITCOND = '0',
    MSTYPE = bigint,
    MSSPACE = 8,
    MFINALFUNC_MODIFY = SHAREABLE,
    MINITCOND = '5'
);
CREATE AGGREGATE public.pct(double precision ORDER BY anyelement) (
    SFUNC = pg_catalog.ordered_set_transition,
    FINALFUNC = pg_catalog.percentile_disc_final,
    STYPE = internal,
    FINALFUNC_EXTRA
);
CREATE AGGREGATE public.plain(integer) (
    SFUNC = public.acc,
    STYPE = bigint
);
CREATE AGGREGATE public.serial(numeric) (
    SFUNC = pg_catalog.numeric_avg_accum,
    FINALFUNC = pg_catalog.numeric_avg,
    COMBINEFUNC = pg_catalog.numeric_avg_combine,
    SERIALFUNC = pg_catalog.numeric_avg_serialize,
    DESERIALFUNC = pg_catalog.numeric_avg_deserialize,
    STYPE = internal,
    SSPACE = 128,
    PARALLEL = SAFE
);
CREATE AGGREGATE public.sorted_max(integer) (
    SFUNC = pg_catalog.int4larger,
    STYPE = integer,
    SORTOP = OPERATOR(pg_catalog.>)
);
CREATE AGGREGATE public.star(*) (
    SFUNC = pg_catalog.int8inc,
    STYPE = bigint,
    INITCOND = '0'
);
RESET check_function_bodies;
