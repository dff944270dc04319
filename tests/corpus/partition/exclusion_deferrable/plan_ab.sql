SET search_path = '';
ALTER TABLE public.p DETACH PARTITION public.p2;
ALTER TABLE public.p DROP CONSTRAINT ex;
ALTER TABLE public.p2 DROP CONSTRAINT p2_r_k_excl;
ALTER TABLE public.p ADD CONSTRAINT ex EXCLUDE USING gist (r WITH &&, k WITH =) DEFERRABLE;
ALTER TABLE public.p2 ADD CONSTRAINT p2_r_k_excl EXCLUDE USING gist (r WITH &&, k WITH =) DEFERRABLE;
DO $$
        DECLARE found pg_catalog.regclass := (SELECT i.inhrelid FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid
            WHERE i.inhparent = 'public.ex'::pg_catalog.regclass
                  AND x.indrelid = 'public.p1'::pg_catalog.regclass);
        BEGIN
            IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.p1'::pg_catalog.regclass
                       AND conname = 'p1_r_k_excl' AND conparentid = 0) THEN
                ALTER TABLE public.p1 DROP CONSTRAINT p1_r_k_excl;
            END IF;
            IF found::pg_catalog.text <> 'public.p1_r_k_excl' THEN
                EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', found, 'p1_r_k_excl');
            END IF;
        END$$;
DO $$
        DECLARE found pg_catalog.regclass := (SELECT i.inhrelid FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid
            WHERE i.inhparent = 'public.ex'::pg_catalog.regclass
                  AND x.indrelid = 'public.p3'::pg_catalog.regclass);
        BEGIN
            IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.p3'::pg_catalog.regclass
                       AND conname = 'p3_r_k_excl' AND conparentid = 0) THEN
                ALTER TABLE public.p3 DROP CONSTRAINT p3_r_k_excl;
            END IF;
            IF found::pg_catalog.text <> 'public.p3_r_k_excl' THEN
                EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', found, 'p3_r_k_excl');
            END IF;
        END$$;
DO $$
        DECLARE found pg_catalog.regclass := (SELECT i.inhrelid FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid
            WHERE i.inhparent = 'public.p3_r_k_excl'::pg_catalog.regclass
                  AND x.indrelid = 'public.p31'::pg_catalog.regclass);
        BEGIN
            IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.p31'::pg_catalog.regclass
                       AND conname = 'p31_r_k_excl' AND conparentid = 0) THEN
                ALTER TABLE public.p31 DROP CONSTRAINT p31_r_k_excl;
            END IF;
            IF found::pg_catalog.text <> 'public.p31_r_k_excl' THEN
                EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', found, 'p31_r_k_excl');
            END IF;
        END$$;
RESET search_path;
