DROP INDEX public.t_i;
DROP OPERATOR CLASS public.dflt USING hash;
DROP OPERATOR CLASS public.ops USING btree;
ALTER OPERATOR FAMILY public.fam USING btree DROP FUNCTION 1 (integer, bigint), OPERATOR 2 (integer, bigint);
ALTER OPERATOR FAMILY public.fam USING btree ADD OPERATOR 1 pg_catalog.<(integer, bigint);
CREATE OPERATOR CLASS public.dflt FOR TYPE money USING hash FAMILY public.dflt AS
    OPERATOR 1 pg_catalog.=(money, money);
CREATE OPERATOR CLASS public.ops FOR TYPE integer USING btree FAMILY public.ops AS
    FUNCTION 1 (integer, integer) btint4cmp(integer,integer),
    OPERATOR 1 pg_catalog.<(integer, integer),
    OPERATOR 2 pg_catalog.<=(integer, integer),
    OPERATOR 3 pg_catalog.=(integer, integer),
    OPERATOR 4 pg_catalog.>=(integer, integer),
    OPERATOR 5 pg_catalog.>(integer, integer);
CREATE INDEX t_i ON public.t USING btree (i public.ops);
COMMENT ON OPERATOR CLASS public.ops USING btree IS 'kept';
