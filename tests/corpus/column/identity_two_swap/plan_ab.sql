DO $$
        BEGIN
            IF pg_catalog.to_regclass('public.s2') IS NOT NULL THEN
                ALTER SEQUENCE public.s2 RENAME TO s2__schemasync_old;
            END IF;
            EXECUTE 'ALTER SEQUENCE ' || pg_catalog.pg_get_serial_sequence('public.t', 'a') || ' RENAME TO s2';
        END$$;
DO $$
        BEGIN
            IF pg_catalog.to_regclass('public.s1') IS NOT NULL THEN
                ALTER SEQUENCE public.s1 RENAME TO s1__schemasync_old;
            END IF;
            EXECUTE 'ALTER SEQUENCE ' || pg_catalog.pg_get_serial_sequence('public.u', 'a') || ' RENAME TO s1';
        END$$;
