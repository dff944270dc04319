ALTER TABLE public.t DROP CONSTRAINT t_a_key;
ALTER TABLE public.t DROP COLUMN b;
ALTER COLLATION public.ci RENAME TO ci__schemasync_old;
DROP COLLATION public.de;
CREATE COLLATION public.ci (provider = icu, locale = 'und-u-ks-level2');
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.ci USING a;
CREATE COLLATION public.de (provider = icu, locale = 'de');
DROP COLLATION public.ci__schemasync_old;
