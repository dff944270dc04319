CREATE SCHEMA schemasync;
REVOKE ALL ON SCHEMA schemasync FROM PUBLIC;
GRANT USAGE ON SCHEMA schemasync TO PUBLIC;

-- Take the next OID: objects that are created after it get higher ones. Every role calls it, as the default of a column
-- of marks does; it does nothing else. STRICT, as a null argument would crash the server.
CREATE FUNCTION schemasync.next_oid(catalog regclass, name, index regclass) RETURNS oid
LANGUAGE internal STRICT SECURITY DEFINER AS 'pg_nextoid';

-- One row before each statement. `own_transaction`: the mark has a transaction of its own, before that of its statement.
-- Every role inserts marks; the constraint does what check_own_call() does, and costs no call for each statement.
CREATE TABLE schemasync.marks (
    id integer PRIMARY KEY,
    own_transaction boolean NOT NULL,
    oid_mark oid NOT NULL DEFAULT schemasync.next_oid('pg_catalog.pg_class', 'oid', 'pg_catalog.pg_class_oid_index'),
    CONSTRAINT own_call CHECK (
        pg_catalog.current_query() IS NOT DISTINCT FROM 'INSERT INTO schemasync.marks (id, own_transaction) VALUES ($1, $2)')
);
-- `acl`: the object's privileges after the command. Of GRANT and REVOKE, one more row without an object has the text.
CREATE TABLE schemasync.log (
    mark integer, tag text, classid oid, objid oid, objsubid integer, state text, acl aclitem[]
);
-- The privileges that the platform gives, before the first statement.
INSERT INTO schemasync.log
SELECT 0, 'BEFORE', 1259, oid, 0, NULL, relacl FROM pg_catalog.pg_class WHERE relacl IS NOT NULL
UNION ALL SELECT 0, 'BEFORE', 1255, oid, 0, NULL, proacl FROM pg_catalog.pg_proc WHERE proacl IS NOT NULL
UNION ALL SELECT 0, 'BEFORE', 1247, oid, 0, NULL, typacl FROM pg_catalog.pg_type WHERE typacl IS NOT NULL
UNION ALL SELECT 0, 'BEFORE', 2615, oid, 0, NULL, nspacl FROM pg_catalog.pg_namespace WHERE nspacl IS NOT NULL;
REVOKE ALL ON ALL TABLES IN SCHEMA schemasync FROM PUBLIC, anon, authenticated, service_role, postgres;
GRANT INSERT (id, own_transaction) ON schemasync.marks TO PUBLIC;

-- Refuse unless the client's own message is exactly this call. A migration's statements are sent without parameters, so
-- none can have a $1 in its text, and statements inside a function do not change current_query(). No secret is needed
-- that a migration could read. None of the project's code may run inside such a call.
CREATE FUNCTION schemasync.check_own_call(call text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_catalog.current_query() IS DISTINCT FROM call THEN
        RAISE EXCEPTION 'permission denied' USING ERRCODE = '42501';
    END IF;
END
$$;

-- The CLI writes its history as the role that the file has left set, and only the project's role may write it.
CREATE FUNCTION schemasync.check_final_role() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_user <> 'postgres' AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'permission denied for schema supabase_migrations',
            HINT = pg_catalog.format('The file ends under SET ROLE %I, and the CLI records it as that role: add RESET ROLE.', current_user);
    END IF;
END
$$;

CREATE FUNCTION schemasync.log_commands() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    current integer;
    within xid; -- the subtransaction in which the command ran
    command bigint;
    what text;
BEGIN
    IF session_user <> 'postgres' OR pg_catalog.current_setting('allow_system_table_mods') = 'on' THEN
        RETURN; -- our own statement; only a superuser can set allow_system_table_mods
    END IF;
    SELECT m.id, CASE WHEN m.own_transaction THEN -1 ELSE m.cmin::text::bigint END INTO current, command
        FROM schemasync.marks m ORDER BY m.id DESC LIMIT 1;
    IF current IS NULL THEN
        RETURN;
    END IF;
    IF tg_tag NOT IN ('GRANT', 'REVOKE') THEN
        INSERT INTO schemasync.log
        SELECT current, c.command_tag, c.classid, c.objid, c.objsubid,
               CASE WHEN c.classid = 1259 THEN
                   (SELECT pg_catalog.concat_ws(' ', r.relrowsecurity, r.relforcerowsecurity, r.relreplident, r.relowner, r.relnatts)
                    FROM pg_catalog.pg_class r WHERE r.oid = c.objid) END,
               CASE c.classid
                   WHEN 1259 THEN
                       (SELECT coalesce(r.relacl, pg_catalog.acldefault(CASE r.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, r.relowner))
                        FROM pg_catalog.pg_class r WHERE r.oid = c.objid AND c.objsubid = 0)
                   WHEN 1255 THEN
                       (SELECT coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))
                        FROM pg_catalog.pg_proc p WHERE p.oid = c.objid)
                   WHEN 2615 THEN
                       (SELECT coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))
                        FROM pg_catalog.pg_namespace n WHERE n.oid = c.objid)
               END
        FROM pg_catalog.pg_event_trigger_ddl_commands() c
        WHERE c.objid IS NOT NULL;
        RETURN;
    END IF;
    -- Compare xmin first: it needs no access to the row's columns, and this scans whole catalogs.
    INSERT INTO schemasync.log VALUES (current, tg_tag, NULL, NULL, NULL, pg_catalog.left(pg_catalog.current_query(), 4000))
        RETURNING xmin INTO within;
    FOR what IN SELECT DISTINCT c.object_type FROM pg_catalog.pg_event_trigger_ddl_commands() c LOOP
        IF what IN ('TABLE', 'SEQUENCE') THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 1259, t.oid, 0, NULL, t.relacl FROM pg_catalog.pg_class t WHERE t.xmin = within AND t.cmin::text::bigint > command;
            IF NOT FOUND THEN -- privileges on columns alone
                INSERT INTO schemasync.log
                SELECT current, tg_tag, 1259, a.attrelid, a.attnum, NULL, a.attacl FROM pg_catalog.pg_attribute a
                WHERE a.xmin = within AND a.cmin::text::bigint > command AND a.attacl IS NOT NULL;
            END IF;
        ELSIF what IN ('FUNCTION', 'PROCEDURE', 'ROUTINE') THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 1255, t.oid, 0, NULL, t.proacl FROM pg_catalog.pg_proc t WHERE t.xmin = within AND t.cmin::text::bigint > command;
        ELSIF what = 'SCHEMA' THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 2615, t.oid, 0, NULL, t.nspacl FROM pg_catalog.pg_namespace t WHERE t.xmin = within AND t.cmin::text::bigint > command;
        ELSIF what IN ('TYPE', 'DOMAIN') THEN
            INSERT INTO schemasync.log
            SELECT current, tg_tag, 1247, t.oid, 0, NULL, t.typacl FROM pg_catalog.pg_type t WHERE t.xmin = within AND t.cmin::text::bigint > command;
        END IF;
    END LOOP;
END
$$;

-- For other commands, the row of the object in its catalog tells which statement wrote it.
CREATE EVENT TRIGGER schemasync_log ON ddl_command_end
    WHEN TAG IN (
        'GRANT', 'REVOKE', 'CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE', 'CREATE VIEW', 'ALTER VIEW',
        'CREATE MATERIALIZED VIEW', 'ALTER MATERIALIZED VIEW', 'CREATE FOREIGN TABLE', 'ALTER FOREIGN TABLE',
        'IMPORT FOREIGN SCHEMA', 'CREATE SCHEMA', 'CREATE SEQUENCE', 'ALTER SEQUENCE', 'CREATE FUNCTION', 'ALTER FUNCTION',
        'CREATE PROCEDURE', 'ALTER PROCEDURE', 'ALTER ROUTINE', 'CREATE AGGREGATE', 'ALTER AGGREGATE'
    ) EXECUTE FUNCTION schemasync.log_commands();
ALTER EVENT TRIGGER schemasync_log ENABLE ALWAYS;

-- The CLI's history, which the CLI creates before the first file; migrations read it.
CREATE SCHEMA IF NOT EXISTS supabase_migrations AUTHORIZATION postgres;
CREATE TABLE IF NOT EXISTS supabase_migrations.schema_migrations (
    version text NOT NULL PRIMARY KEY, statements text[], name text
);
ALTER TABLE supabase_migrations.schema_migrations OWNER TO postgres;

-- Runs as the project's role, which owns the table: triggers that a migration adds to it must not run as anybody else.
CREATE FUNCTION schemasync.record_migration(lenient boolean, version text, name text, statements text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM schemasync.check_own_call('SELECT schemasync.record_migration($1, $2, $3, $4::text[])');
    PERFORM schemasync.check_roles();
    BEGIN
        INSERT INTO supabase_migrations.schema_migrations (version, name, statements)
        SELECT record_migration.version, record_migration.name, record_migration.statements
        WHERE record_migration.version <> '' ON CONFLICT DO NOTHING;  -- roles.sql and schema files have no version
    EXCEPTION WHEN OTHERS THEN
        IF NOT lenient THEN
            RAISE;
        END IF;
    END;
END
$$;
ALTER FUNCTION schemasync.record_migration(boolean, text, text, text[]) OWNER TO postgres;
