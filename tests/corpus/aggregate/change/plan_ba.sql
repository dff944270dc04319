DROP AGGREGATE public.fin(integer);
DROP AGGREGATE public.init(integer);
DROP AGGREGATE public.par(integer);
DROP AGGREGATE public.sfunc(integer);
DROP AGGREGATE public.sort(integer);
DROP AGGREGATE public.stype(integer);
CREATE AGGREGATE public.fin(integer) (
    SFUNC = public.acc,
    FINALFUNC = pg_catalog.int8abs,
    STYPE = bigint
);
CREATE AGGREGATE public.init(integer) (
    SFUNC = public.acc,
    STYPE = bigint,
    INITCOND = '0'
);
CREATE AGGREGATE public.par(integer) (
    SFUNC = public.acc,
    STYPE = bigint
);
CREATE AGGREGATE public.sfunc(integer) (
    SFUNC = public.acc,
    STYPE = bigint
);
CREATE AGGREGATE public.sort(integer) (
    SFUNC = pg_catalog.int4larger,
    STYPE = integer
);
CREATE AGGREGATE public.stype(integer) (
    SFUNC = pg_catalog.int4larger,
    STYPE = integer
);
