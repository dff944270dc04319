CREATE SCHEMA schemasync;
REVOKE ALL ON SCHEMA schemasync FROM PUBLIC;
GRANT USAGE ON SCHEMA schemasync TO PUBLIC;

CREATE TABLE schemasync.marks (id integer PRIMARY KEY, oid_mark oid NOT NULL);
CREATE TABLE schemasync.log (
    mark integer, tag text, classid oid, objid oid, objsubid integer, state text
);
-- The migrations' role may read every table, so only the digest of the token is kept.
CREATE TABLE schemasync.secret (digest bytea NOT NULL);
REVOKE ALL ON ALL TABLES IN SCHEMA schemasync FROM PUBLIC, anon, authenticated, service_role, postgres;

CREATE FUNCTION schemasync.mark(id integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
    INSERT INTO schemasync.marks VALUES ($1, pg_catalog.lo_creat(-1));
    SELECT pg_catalog.lo_unlink(m.oid_mark) FROM schemasync.marks m WHERE m.id = $1;
$$;

CREATE FUNCTION schemasync.watch() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    current integer := (SELECT max(id) FROM schemasync.marks);
    since bigint;
    what text;
BEGIN
    IF current IS NULL OR pg_catalog.current_setting('schemasync.installing', true) = 'on' OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user) THEN
        RETURN; -- what we do ourselves is no migration's
    END IF;
    IF tg_tag NOT IN ('GRANT', 'REVOKE') THEN
        INSERT INTO schemasync.log
        SELECT current, c.command_tag, c.classid, c.objid, c.objsubid,
               CASE WHEN c.classid = 1259 THEN
                   (SELECT pg_catalog.concat_ws(' ', r.relrowsecurity, r.relforcerowsecurity, r.relreplident, r.relowner, r.relnatts)
                    FROM pg_catalog.pg_class r WHERE r.oid = c.objid) END
        FROM pg_catalog.pg_event_trigger_ddl_commands() c
        WHERE c.objid IS NOT NULL;
        RETURN;
    END IF;
    since := (SELECT m.xmin::text::bigint FROM schemasync.marks m WHERE m.id = current);
    FOR what IN SELECT DISTINCT c.object_type FROM pg_catalog.pg_event_trigger_ddl_commands() c LOOP
        IF what IN ('TABLE', 'SEQUENCE') THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 1259, t.oid, 0, NULL FROM pg_catalog.pg_class t WHERE t.xmin::text::bigint >= since
            UNION ALL
            SELECT current, tg_tag, 1259, a.attrelid, a.attnum, NULL FROM pg_catalog.pg_attribute a
            WHERE a.attacl IS NOT NULL AND a.xmin::text::bigint >= since;
        ELSIF what IN ('FUNCTION', 'PROCEDURE', 'ROUTINE') THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 1255, t.oid, 0, NULL FROM pg_catalog.pg_proc t WHERE t.xmin::text::bigint >= since;
        ELSIF what = 'SCHEMA' THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 2615, t.oid, 0, NULL FROM pg_catalog.pg_namespace t WHERE t.xmin::text::bigint >= since;
        ELSIF what IN ('TYPE', 'DOMAIN') THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 1247, t.oid, 0, NULL FROM pg_catalog.pg_type t WHERE t.xmin::text::bigint >= since;
        END IF;
    END LOOP;
END
$$;

CREATE EVENT TRIGGER schemasync_watch ON ddl_command_end EXECUTE FUNCTION schemasync.watch();
ALTER EVENT TRIGGER schemasync_watch ENABLE ALWAYS;

CREATE FUNCTION schemasync.check_token(given text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    IF pg_catalog.sha256(given::bytea) IS DISTINCT FROM (SELECT digest FROM schemasync.secret) THEN
        RAISE EXCEPTION 'permission denied' USING ERRCODE = '42501';
    END IF;
END
$$;

-- What Supabase lets the project's role do on tables that services own: one statement, with the rights of
-- that role and of the owners together, never a superuser's.
CREATE FUNCTION schemasync.as_service(statement text, given text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
AS $$
BEGIN
    PERFORM schemasync.check_token(given);
    EXECUTE statement;
END
$$;
ALTER FUNCTION schemasync.as_service(text, text) OWNER TO schemasync_door;

-- Extensions of Supabase's list are made by the superuser; the caller gives parts, not a statement. Where a
-- stand-in's SQL is given, it is ours, and takes the extension's place.
CREATE FUNCTION schemasync.create_extension(
    name text, schema text, lenient boolean, cascades boolean, stub text, version text, given text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.check_token(given);
    IF stub IS NOT NULL AND EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = name) THEN
        IF NOT lenient THEN
            RAISE EXCEPTION 'extension "%" already exists', name USING ERRCODE = '42710';
        END IF;
        RETURN;
    END IF;
    IF stub IS NOT NULL THEN
        PERFORM schemasync.install_stub(name, schema, stub, version);
        RETURN;
    END IF;
    EXECUTE 'CREATE EXTENSION ' || CASE WHEN lenient THEN 'IF NOT EXISTS ' ELSE '' END || pg_catalog.quote_ident(name)
        || CASE WHEN schema <> '' THEN pg_catalog.format(' WITH SCHEMA %I', schema) ELSE '' END
        || CASE WHEN cascades THEN ' CASCADE' ELSE '' END;
END
$$;

CREATE FUNCTION schemasync.drop_extension(name text, cascades boolean, given text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.check_token(given);
    EXECUTE pg_catalog.format('DROP EXTENSION IF EXISTS %I', name) || CASE WHEN cascades THEN ' CASCADE' ELSE '' END;
END
$$;
