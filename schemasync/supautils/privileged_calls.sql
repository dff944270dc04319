-- What Supabase lets the project's role do beyond plain PostgreSQL. Each function takes parts, never a statement,
-- and quotes them; what takes a statement runs it with the caller's rights.

CREATE FUNCTION schemasync.refuse(state text, message text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '%', message USING ERRCODE = state;
END
$$;

-- Who asks must be the project's role: after SET ROLE anon, nothing of this is allowed.
CREATE FUNCTION schemasync.check_caller() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_catalog.current_setting('role') NOT IN ('none', 'postgres') THEN
        RAISE EXCEPTION 'permission denied' USING ERRCODE = '42501';
    END IF;
END
$$;

-- No event trigger of the project may run while the superuser does something: replica roles silence the ordinary
-- ones, and those that would fire all the same become ordinary.
CREATE FUNCTION schemasync.tame() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET allow_system_table_mods = on
AS $$
BEGIN
    UPDATE pg_catalog.pg_event_trigger t SET evtenabled = 'O'
    FROM pg_catalog.pg_roles r
    WHERE r.oid = t.evtowner AND NOT r.rolsuper AND t.evtenabled IN ('A', 'R');
END
$$;

-- As supautils does it: for a moment the new owner is what PostgreSQL asks of owners of such objects.
CREATE FUNCTION schemasync.give(what text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    ALTER ROLE postgres SUPERUSER;
    EXECUTE 'ALTER ' || what || ' OWNER TO postgres';
    ALTER ROLE postgres NOSUPERUSER;
END
$$;

-- For a policy on a service's table, and for a DO block or a function that makes one: the services' rights for the length
-- of a statement, guarded, so that nothing but policies and triggers can be changed there.
CREATE FUNCTION schemasync.guard() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    touched text;
BEGIN
    IF tg_event = 'sql_drop' THEN
        touched := (SELECT min(d.object_identity) FROM pg_catalog.pg_event_trigger_dropped_objects() d
                    WHERE d.schema_name IN ('auth', 'storage', 'realtime') AND d.object_type NOT IN ('policy', 'trigger'));
    ELSE
        touched := (SELECT min(c.object_identity) FROM pg_catalog.pg_event_trigger_ddl_commands() c
                    LEFT JOIN pg_catalog.pg_rewrite r ON c.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = c.objid
                    LEFT JOIN pg_catalog.pg_class t ON t.oid = r.ev_class
                    WHERE coalesce(c.schema_name, t.relnamespace::pg_catalog.regnamespace::text) IN ('auth', 'storage', 'realtime')
                        AND c.object_type NOT IN ('policy', 'trigger'));
    END IF;
    IF touched IS NOT NULL THEN
        RAISE EXCEPTION 'must be owner of %', touched USING ERRCODE = '42501';
    END IF;
END
$$;

-- What would outlast the statement, and no event tells of: owners (REASSIGN OWNED) and privileges (GRANT).
CREATE FUNCTION schemasync.services_hold() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH
        schema AS (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname IN ('auth', 'storage', 'realtime')),
        service AS (SELECT r.oid FROM pg_catalog.pg_roles r
                    WHERE r.rolname IN ('supabase_auth_admin', 'supabase_storage_admin', 'supabase_realtime_admin')),
        held (fact) AS (
            SELECT concat_ws(' ', s.classid, s.objid, s.refobjid) FROM pg_catalog.pg_shdepend s
                WHERE s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND s.refobjid IN (TABLE service)
                    AND s.deptype = 'o'
            UNION ALL SELECT concat_ws(' ', c.oid, c.relacl) FROM pg_catalog.pg_class c WHERE c.relnamespace IN (TABLE schema)
            UNION ALL SELECT concat_ws(' ', a.attrelid, a.attnum, a.attacl) FROM pg_catalog.pg_attribute a
                JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                WHERE a.attacl IS NOT NULL AND c.relnamespace IN (TABLE schema)
            UNION ALL SELECT concat_ws(' ', p.oid, p.proacl) FROM pg_catalog.pg_proc p WHERE p.pronamespace IN (TABLE schema)
            UNION ALL SELECT concat_ws(' ', n.oid, n.nspacl) FROM pg_catalog.pg_namespace n WHERE n.oid IN (TABLE schema)
            UNION ALL SELECT concat_ws(' ', d.oid, d.defaclacl) FROM pg_catalog.pg_default_acl d
                WHERE d.defaclrole IN (TABLE service)
        )
    SELECT pg_catalog.md5(pg_catalog.string_agg(h.fact, ',' ORDER BY h.fact)) FROM held h
$$;
-- With a key, since a publication of all tables takes updates from tables that have none.
CREATE TABLE schemasync.lent (id integer PRIMARY KEY, held text NOT NULL);
INSERT INTO schemasync.lent VALUES (1, '');
REVOKE ALL ON schemasync.lent FROM PUBLIC, anon, authenticated, service_role, postgres;

-- Lends the services' rights to the project's role, or takes them back: only as a call of ours (see schemasync.ours).
CREATE FUNCTION schemasync.lend(lent boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
DECLARE
    acting text := pg_catalog.current_setting('role');
BEGIN
    PERFORM schemasync.ours('SELECT schemasync.lend($1)');
    PERFORM schemasync.tame();
    IF lent THEN
        UPDATE schemasync.lent SET held = schemasync.services_hold();
        GRANT supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin TO postgres;
        -- Made anew each time: rows that are only altered would look as if the migration had defined them.
        CREATE EVENT TRIGGER schemasync_guard ON ddl_command_end EXECUTE FUNCTION schemasync.guard();
        CREATE EVENT TRIGGER schemasync_guard_drop ON sql_drop EXECUTE FUNCTION schemasync.guard();
        ALTER EVENT TRIGGER schemasync_guard ENABLE ALWAYS;
        ALTER EVENT TRIGGER schemasync_guard_drop ENABLE ALWAYS;
        RETURN;
    END IF;
    DROP EVENT TRIGGER schemasync_guard;
    DROP EVENT TRIGGER schemasync_guard_drop;
    REVOKE supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin FROM postgres;
    IF acting IN ('supabase_auth_admin', 'supabase_storage_admin', 'supabase_realtime_admin') THEN
        RAISE EXCEPTION 'permission denied to set role "%"', acting USING ERRCODE = '42501';
    END IF;
    IF (SELECT l.held FROM schemasync.lent l) <> schemasync.services_hold() THEN
        RAISE EXCEPTION 'permission denied to change owners or privileges of what Supabase''s services own'
            USING ERRCODE = '42501';
    END IF;
END
$$;

-- The extensions of Supabase's list. Where a definition is given, it is ours, and takes the extension's place.
CREATE TABLE schemasync.extension (name text PRIMARY KEY, home text, version text, definition text);
REVOKE ALL ON schemasync.extension FROM PUBLIC, anon, authenticated, service_role, postgres;

-- Supabase has no schema schemasync, and nothing is put into ours.
CREATE FUNCTION schemasync.known_schema(name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF name = 'schemasync' OR NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = coalesce($1, 'public')) THEN
        RAISE EXCEPTION 'schema "%" does not exist', name USING ERRCODE = '3F000';
    END IF;
END
$$;

CREATE FUNCTION schemasync.create_extension(name text, schema text, lenient boolean, cascades boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
DECLARE
    known schemasync.extension;
    place text := nullif(schema, '');
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.tame();
    SELECT e.* INTO known FROM schemasync.extension e WHERE e.name = $1;
    IF known.name IS NULL THEN
        RAISE EXCEPTION 'permission denied to create extension "%"', $1 USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_extension x WHERE x.extname = $1) THEN
        IF NOT lenient THEN
            RAISE EXCEPTION 'extension "%" already exists', $1 USING ERRCODE = '42710';
        END IF;
        RETURN;
    END IF;
    IF known.home IS NULL THEN
        PERFORM schemasync.known_schema(place);
    END IF;
    place := coalesce(known.home, place, 'public');
    -- As PostgreSQL does for @extschema@: the name goes into bodies and literals, where quoting it does not hold.
    IF known.definition IS NOT NULL AND place ~ $re$[[:cntrl:]"$'\\]$re$ THEN
        RAISE EXCEPTION 'invalid character in extension "%" schema: must not contain any of "%"', $1, $re$"$'\$re$
            USING ERRCODE = '22023';
    END IF;
    IF known.definition IS NOT NULL THEN
        PERFORM schemasync.install_stub($1, place, CASE WHEN known.home IS NOT NULL THEN known.definition ELSE
            pg_catalog.regexp_replace(known.definition, $re$\mextensions\.$re$, pg_catalog.quote_ident(place) || '.', 'g') END,
            known.version);
    ELSIF known.home IS NOT NULL AND $1 <> 'pg_net' THEN
        EXECUTE pg_catalog.format('CREATE EXTENSION %I', $1) || CASE WHEN cascades THEN ' CASCADE' ELSE '' END;
    ELSE
        EXECUTE pg_catalog.format('CREATE EXTENSION %I WITH SCHEMA %I', $1, place)
            || CASE WHEN cascades THEN ' CASCADE' ELSE '' END;
    END IF;
    IF $1 = 'postgres_fdw' AND EXISTS (
        SELECT FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.fdwname = $1
    ) THEN
        EXECUTE pg_catalog.format('GRANT USAGE ON FOREIGN DATA WRAPPER %I TO postgres WITH GRANT OPTION', $1);
    END IF;
END
$$;

CREATE FUNCTION schemasync.known_extension(name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.tame();
    IF $1 = 'plpgsql' OR NOT EXISTS (SELECT FROM schemasync.extension e WHERE e.name = $1) THEN
        RAISE EXCEPTION 'must be owner of extension %', $1 USING ERRCODE = '42501';
    END IF;
END
$$;

CREATE FUNCTION schemasync.drop_extension(names text[], lenient boolean, cascades boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.known_extension(n) FROM unnest(names) n;
    EXECUTE 'DROP EXTENSION ' || CASE WHEN lenient THEN 'IF EXISTS ' ELSE '' END
        || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(n), ', ') FROM unnest(names) n)
        || CASE WHEN cascades THEN ' CASCADE' ELSE '' END;
END
$$;

CREATE FUNCTION schemasync.comment_extension(name text, words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.known_extension($1);
    EXECUTE pg_catalog.format('COMMENT ON EXTENSION %I IS %L', $1, words);
END
$$;

CREATE FUNCTION schemasync.move_extension(name text, schema text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
    SET allow_system_table_mods = on
AS $$
BEGIN
    PERFORM schemasync.known_extension($1);
    PERFORM schemasync.known_schema(schema);
    UPDATE pg_catalog.pg_extension x SET extrelocatable = true
    FROM schemasync.extension e
    WHERE e.name = $1 AND x.extname = $1 AND x.extversion = e.version AND e.home IS NULL;
    EXECUTE pg_catalog.format('ALTER EXTENSION %I SET SCHEMA %I', $1, schema);
END
$$;

CREATE FUNCTION schemasync.update_extension(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.known_extension($1);
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_extension x JOIN schemasync.extension e ON e.name = x.extname
        WHERE x.extname = $1 AND x.extversion = e.version
    ) THEN
        EXECUTE pg_catalog.format('ALTER EXTENSION %I UPDATE', $1);
    END IF;
END
$$;

-- Before 16 only a superuser gives these; supautils becomes one for that.
CREATE FUNCTION schemasync.role_rights(name text, bypassing boolean, replicating boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.tame();
    IF name ~ '^(supabase_|pg_|pgbouncer$|dashboard_user$|anon$|authenticated$|service_role$|authenticator$|postgres$)'
        OR NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = $1 AND NOT r.rolsuper) THEN
        RAISE EXCEPTION 'permission denied to alter role' USING ERRCODE = '42501';
    END IF;
    IF bypassing THEN
        EXECUTE pg_catalog.format('ALTER ROLE %I BYPASSRLS', name);
    END IF;
    IF replicating THEN
        EXECUTE pg_catalog.format('ALTER ROLE %I REPLICATION', name);
    END IF;
END
$$;

CREATE FUNCTION schemasync.create_event_trigger(name text, event text, tags text[], function regprocedure) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.tame();
    IF event = 'login' THEN
        RAISE EXCEPTION 'the shadow runs no login triggers' USING ERRCODE = '0A000';
    END IF;
    IF (SELECT r.rolsuper FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_roles r ON r.oid = p.proowner WHERE p.oid = function) THEN
        RAISE EXCEPTION 'Non-superuser owned event trigger must execute a non-superuser owned function'
            USING ERRCODE = '42501';
    END IF;
    EXECUTE pg_catalog.format('CREATE EVENT TRIGGER %I ON %I ', name, event)
        || CASE WHEN tags IS NOT NULL THEN
            'WHEN TAG IN (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(t), ', ') FROM unnest(tags) t) || ') '
           ELSE '' END
        || pg_catalog.format('EXECUTE FUNCTION %s', function);
    PERFORM schemasync.give(pg_catalog.format('EVENT TRIGGER %I', name));
END
$$;

CREATE FUNCTION schemasync.create_publication(name text, everything boolean, schemas text[], options text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica SET client_min_messages = error
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.tame();
    PERFORM schemasync.known_schema(s) FROM unnest(schemas) s;
    EXECUTE pg_catalog.format('CREATE PUBLICATION %I ', name)
        || CASE WHEN everything THEN 'FOR ALL TABLES' ELSE
            'FOR TABLES IN SCHEMA ' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(s), ', ') FROM unnest(schemas) s)
           END
        || CASE WHEN pg_catalog.cardinality(options) > 0 THEN
            ' WITH (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%I = %L', options[i], options[i + 1]), ', ')
                          FROM pg_catalog.generate_series(1, pg_catalog.cardinality(options), 2) i) || ')'
           ELSE '' END;
    PERFORM schemasync.give(pg_catalog.format('PUBLICATION %I', name));
END
$$;

-- A validator is code of whoever wrote it: it is named last, so that nothing ever calls it here.
CREATE FUNCTION schemasync.create_wrapper(name text, handler regprocedure, validator regprocedure, options text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica SET client_min_messages = error
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.tame();
    EXECUTE pg_catalog.format('CREATE FOREIGN DATA WRAPPER %I ', name)
        || coalesce('HANDLER ' || handler::oid::regproc::text, '')
        || CASE WHEN pg_catalog.cardinality(options) > 0 THEN
            ' OPTIONS (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%I %L', options[i], options[i + 1]), ', ')
                             FROM pg_catalog.generate_series(1, pg_catalog.cardinality(options), 2) i) || ')'
           ELSE '' END;
    IF validator IS NOT NULL THEN
        EXECUTE pg_catalog.format('ALTER FOREIGN DATA WRAPPER %I VALIDATOR %s', name, validator::oid::regproc);
    END IF;
    PERFORM schemasync.give(pg_catalog.format('FOREIGN DATA WRAPPER %I', name));
END
$$;

-- The script of a trusted extension runs as the superuser, whoever asks for it. A door silences the project's event
-- triggers meanwhile; where SQL that was put together asks, none may be there.
CREATE FUNCTION schemasync.quiet() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    loud text := (SELECT min(t.evtname) FROM pg_catalog.pg_event_trigger t JOIN pg_catalog.pg_roles r ON r.oid = t.evtowner
                  WHERE NOT r.rolsuper AND t.evtenabled <> 'D');
BEGIN
    IF loud IS NOT NULL AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) THEN
        RAISE EXCEPTION 'permission denied to run the script of an extension beside the event trigger "%"', loud
            USING ERRCODE = '42501';
    END IF;
END
$$;
CREATE EVENT TRIGGER schemasync_quiet ON ddl_command_start
    WHEN TAG IN ('CREATE EXTENSION', 'ALTER EXTENSION') EXECUTE FUNCTION schemasync.quiet();
ALTER EVENT TRIGGER schemasync_quiet ENABLE ALWAYS;

-- Helpers that only the functions above may call.
REVOKE ALL ON FUNCTION schemasync.tame(), schemasync.give(text), schemasync.known_extension(text),
    schemasync.services_hold() FROM PUBLIC;

-- A subscription connects to another server, and the shadow reaches out to nobody: only what connects to nothing
-- gets past, and that is told before it is sent.
CREATE FUNCTION schemasync.apart() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = session_user)
        AND pg_catalog.current_query() IS DISTINCT FROM 'SELECT schemasync.subscribe($1)' THEN
        RAISE EXCEPTION 'the shadow reaches out to no other server' USING ERRCODE = '0A000';
    END IF;
END
$$;
CREATE EVENT TRIGGER schemasync_apart ON ddl_command_start
    WHEN TAG IN ('CREATE SUBSCRIPTION', 'ALTER SUBSCRIPTION', 'DROP SUBSCRIPTION') EXECUTE FUNCTION schemasync.apart();
ALTER EVENT TRIGGER schemasync_apart ENABLE ALWAYS;

-- No event trigger of the project runs beside the statement: its own subscriptions would pass too.
CREATE FUNCTION schemasync.alone() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM schemasync.ours('SELECT schemasync.subscribe($1)');
    PERFORM schemasync.tame();
END
$$;

CREATE FUNCTION schemasync.subscribe(statement text) RETURNS void
LANGUAGE plpgsql SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.alone();
    EXECUTE statement;
END
$$;

-- The stand-in's index methods know no options: an index is made without them, and then told them.
CREATE FUNCTION schemasync.set_index_options(options text[], before bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET allow_system_table_mods = on
AS $$
BEGIN
    UPDATE pg_catalog.pg_class c SET reloptions = options
    FROM pg_catalog.pg_am a, pg_catalog.pg_extension x, schemasync.extension e
    WHERE a.oid = c.relam AND a.amname IN ('hnsw', 'ivfflat') AND x.extname = 'vector' AND e.name = 'vector'
        AND x.extversion = e.version
        AND c.oid::bigint > before; -- a partitioned table's index is made with its partitions'
END
$$;

-- A column under such an index gets another type, or a table a partition: the index is built from its print, options and all.
CREATE TABLE schemasync.index_options (index text, options text[], made oid);
REVOKE ALL ON schemasync.index_options FROM PUBLIC, anon, authenticated, service_role, postgres;

CREATE FUNCTION schemasync.hold_index_options(held boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET allow_system_table_mods = on
AS $$
BEGIN
    PERFORM schemasync.ours('SELECT schemasync.hold_index_options($1)');
    IF held THEN
        WITH cleared AS (
            UPDATE pg_catalog.pg_class c SET reloptions = NULL FROM pg_catalog.pg_am a, pg_catalog.pg_class o
            WHERE a.oid = c.relam AND a.amname IN ('hnsw', 'ivfflat') AND o.oid = c.oid AND c.reloptions IS NOT NULL
            RETURNING c.oid::regclass::text, o.reloptions, c.oid
        )
        INSERT INTO schemasync.index_options SELECT * FROM cleared;
        RETURN;
    END IF;
    UPDATE pg_catalog.pg_class c SET reloptions = i.options
    FROM schemasync.index_options i WHERE c.oid = pg_catalog.to_regclass(i.index);
    UPDATE pg_catalog.pg_class c SET reloptions = p.reloptions
    FROM pg_catalog.pg_inherits h, pg_catalog.pg_class p, schemasync.index_options i
    WHERE h.inhrelid = c.oid AND h.inhparent = p.oid AND p.oid = i.made AND c.reloptions IS NULL
        AND c.oid::bigint > (SELECT max(o.made::bigint) FROM schemasync.index_options o);
    DELETE FROM schemasync.index_options;
END
$$;

CREATE FUNCTION schemasync.create_index(statement text, options text[]) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    before bigint := (SELECT pg_catalog.max(i.indexrelid::pg_catalog.int8) FROM pg_catalog.pg_index i);
BEGIN
    EXECUTE statement;
    PERFORM schemasync.set_index_options(options, before);
END
$$;
