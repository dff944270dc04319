CREATE OPERATOR FAMILY public."C ops" USING btree;
CREATE OPERATOR FAMILY public.c_hash_ops USING hash;
CREATE OPERATOR FAMILY public.far_point USING gist;
ALTER OPERATOR FAMILY public.far_point USING gist ADD FUNCTION 3 (point, point) gist_point_compress(internal), FUNCTION 8 (point, point) gist_point_distance(internal,point,smallint,oid,internal), OPERATOR 1 pg_catalog.<<(point, point), OPERATOR 15 pg_catalog.<->(point, point) FOR ORDER BY pg_catalog.float_ops;
CREATE OPERATOR FAMILY public.loose USING btree;
ALTER OPERATOR FAMILY public.loose USING btree ADD FUNCTION 1 (integer, bigint) btint48cmp(integer,bigint), FUNCTION 2 (integer, integer) btint4sortsupport(internal), OPERATOR 1 pg_catalog.<(integer, bigint), OPERATOR 3 pg_catalog.=(integer, bigint);
CREATE OPERATOR CLASS public."C ops" DEFAULT FOR TYPE public.c USING btree FAMILY public."C ops" AS
    FUNCTION 1 (public.c, public.c) public.c_cmp(public.c,public.c),
    OPERATOR 1 public.<#(public.c, public.c),
    OPERATOR 2 public.<=#(public.c, public.c),
    OPERATOR 3 public.=#(public.c, public.c),
    OPERATOR 4 public.>=#(public.c, public.c),
    OPERATOR 5 public.>#(public.c, public.c);
CREATE OPERATOR CLASS public.c_hash_ops FOR TYPE public.c USING hash FAMILY public.c_hash_ops AS
    FUNCTION 1 (public.c, public.c) public.c_hash(public.c),
    OPERATOR 1 public.=#(public.c, public.c);
CREATE OPERATOR CLASS public.far_point FOR TYPE point USING gist FAMILY public.far_point AS
    FUNCTION 1 (point, point) gist_point_consistent(internal,point,smallint,oid,internal),
    FUNCTION 2 (point, point) gist_box_union(internal,internal),
    FUNCTION 5 (point, point) gist_box_penalty(internal,internal,internal),
    FUNCTION 6 (point, point) gist_box_picksplit(internal,internal),
    FUNCTION 7 (point, point) gist_box_same(box,box,internal),
    STORAGE box;
CREATE OPERATOR CLASS public.in_family FOR TYPE integer USING btree FAMILY public.loose AS
    FUNCTION 1 (integer, integer) btint4cmp(integer,integer),
    OPERATOR 1 pg_catalog.<(integer, integer),
    OPERATOR 2 pg_catalog.<=(integer, integer),
    OPERATOR 3 pg_catalog.=(integer, integer),
    OPERATOR 4 pg_catalog.>=(integer, integer),
    OPERATOR 5 pg_catalog.>(integer, integer);
CREATE TABLE public.t (
    a public.c,
    i integer,
    p point
);
CREATE INDEX t_a ON public.t USING btree (a);
CREATE INDEX t_a_hash ON public.t USING hash (a public.c_hash_ops);
CREATE INDEX t_i ON public.t USING btree (i public.in_family);
CREATE INDEX t_p ON public.t USING gist (p public.far_point);
COMMENT ON OPERATOR CLASS public."C ops" USING btree IS 'it''s a class';
COMMENT ON OPERATOR FAMILY public.loose USING btree IS 'family';
