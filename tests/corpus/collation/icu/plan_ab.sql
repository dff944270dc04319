ALTER COLLATION public.ci RENAME TO ci__schemasync_old;
DROP COLLATION public.de;
CREATE COLLATION public.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.ci USING a;
CREATE COLLATION public.de (provider = icu, locale = 'de-u-co-phonebk');
DROP COLLATION public.ci__schemasync_old;
ALTER TABLE public.t ADD COLUMN b text COLLATE pg_catalog."de-x-icu";
ALTER TABLE ONLY public.t ADD CONSTRAINT t_a_key UNIQUE (a);
