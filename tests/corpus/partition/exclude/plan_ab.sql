SET search_path = '';
ALTER TABLE public.p ADD CONSTRAINT p_k_id_excl EXCLUDE USING btree (k WITH =, id WITH =);
DO $$
        DECLARE found pg_catalog.regclass := (SELECT i.inhrelid FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid
            WHERE i.inhparent = 'public.p_k_id_excl'::pg_catalog.regclass
                  AND x.indrelid = 'public.p1'::pg_catalog.regclass);
        BEGIN
            IF found::pg_catalog.text <> 'public.p1_k_id_excl' THEN
                EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', found, 'p1_k_id_excl');
            END IF;
        END$$;
RESET search_path;
