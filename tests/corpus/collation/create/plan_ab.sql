CREATE COLLATION public."Two Parts" (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION public.copied (provider = libc, locale = 'POSIX');
CREATE COLLATION public.plain (provider = libc, locale = 'C');
CREATE DOMAIN public.d AS text COLLATE public.plain;
CREATE TABLE public.t (
    a text COLLATE public.plain,
    b text COLLATE public."Two Parts" DEFAULT ('x'::text COLLATE public.copied)
);
CREATE INDEX i ON public.t USING btree (a COLLATE public.copied);
CREATE VIEW public.v (a) AS
 SELECT (a COLLATE public.copied) AS a
   FROM public.t
  ORDER BY (b COLLATE "C");
