CREATE PROCEDURE nothing() LANGUAGE sql AS '';
CREATE PROCEDURE args(a integer, OUT c integer, INOUT b text DEFAULT 'x', VARIADIC d integer[] DEFAULT '{}') LANGUAGE plpgsql AS $$ BEGIN c := a; END $$;
CREATE PROCEDURE "P p"("A" text) LANGUAGE plpgsql SECURITY DEFINER SET search_path TO '' AS $$ BEGIN COMMIT; END $$;
CREATE TABLE t (a integer);
CREATE PROCEDURE std(x integer) LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (x); DELETE FROM t WHERE a > x; END;
COMMENT ON PROCEDURE nothing() IS 'does ''nothing''';
