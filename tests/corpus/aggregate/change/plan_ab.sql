DROP AGGREGATE public.fin(integer);
DROP AGGREGATE public.init(integer);
DROP AGGREGATE public.par(integer);
DROP AGGREGATE public.sfunc(integer);
DROP AGGREGATE public.sort(integer);
DROP AGGREGATE public.stype(integer);
CREATE AGGREGATE public.fin(integer) (
    SFUNC = public.acc,
    STYPE = bigint
);
CREATE AGGREGATE public.init(integer) (
    SFUNC = public.acc,
    STYPE = bigint,
    INITCOND = '1'
);
CREATE AGGREGATE public.par(integer) (
    SFUNC = public.acc,
    STYPE = bigint,
    PARALLEL = RESTRICTED
);
CREATE AGGREGATE public.sfunc(integer) (
    SFUNC = public.acc2,
    STYPE = bigint
);
CREATE AGGREGATE public.sort(integer) (
    SFUNC = pg_catalog.int4larger,
    STYPE = integer,
    SORTOP = OPERATOR(pg_catalog.>)
);
CREATE AGGREGATE public.stype(integer) (
    SFUNC = public.acc,
    STYPE = bigint
);
