DROP TABLE public.t;
DROP OPERATOR FAMILY public."C ops" USING btree;
DROP OPERATOR FAMILY public.c_hash_ops USING hash;
DROP OPERATOR FAMILY public.far_point USING gist;
DROP OPERATOR FAMILY public.loose USING btree;
