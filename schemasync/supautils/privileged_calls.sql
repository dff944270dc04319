-- Privileged calls: what Supabase lets the project's role do beyond plain PostgreSQL. Each SECURITY DEFINER function
-- takes the parts of a statement and quotes them. A function that takes a whole statement runs it with the caller's
-- rights. Nothing that runs with a superuser's rights is read from a table: before PostgreSQL 16 a migration can make
-- itself a member of pg_write_all_data, which may write any of them. What has to be kept stands in a materialized view
-- or in a comment, which only their owner can change.

CREATE FUNCTION schemasync.refuse(state text, message text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '%', message USING ERRCODE = state;
END
$$;

-- Refuse everybody but the project's role: after SET ROLE anon, Supabase allows nothing of this.
CREATE FUNCTION schemasync.check_caller() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_catalog.current_setting('role') NOT IN ('none', 'postgres') THEN
        RAISE EXCEPTION 'permission denied' USING ERRCODE = '42501';
    END IF;
END
$$;

-- No event trigger of the project may run while the superuser executes a statement. session_replication_role = replica
-- silences the ordinary ones; those that are ENABLE ALWAYS or ENABLE REPLICA become ordinary until the call ends. Their
-- states stand in the function's comment; a call that fails is rolled back, states and comment included.
CREATE FUNCTION schemasync.silence_event_triggers() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET allow_system_table_mods = on
AS $$
DECLARE
    this constant regprocedure := 'schemasync.silence_event_triggers()';
    states jsonb; -- {oid: state}
BEGIN
    SELECT pg_catalog.jsonb_object_agg(t.oid::text, t.evtenabled::text) INTO states
    FROM pg_catalog.pg_event_trigger t JOIN pg_catalog.pg_roles r ON r.oid = t.evtowner
    WHERE NOT r.rolsuper AND t.evtenabled IN ('A', 'R');
    IF states IS NULL THEN
        RETURN;
    END IF;
    UPDATE pg_catalog.pg_event_trigger t SET evtenabled = 'O' WHERE states ? t.oid::text;
    states := coalesce(pg_catalog.obj_description(this, 'pg_proc')::jsonb, '{}') || states;
    EXECUTE pg_catalog.format('COMMENT ON FUNCTION schemasync.silence_event_triggers() IS %L', states);
END
$$;

-- The last statement of each call: nothing of the superuser's may follow it.
CREATE FUNCTION schemasync.restore_event_triggers() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET allow_system_table_mods = on
AS $$
DECLARE
    this constant regprocedure := 'schemasync.silence_event_triggers()';
    states constant jsonb := pg_catalog.obj_description(this, 'pg_proc');
BEGIN
    IF states IS NOT NULL THEN
        COMMENT ON FUNCTION schemasync.silence_event_triggers() IS NULL;
        UPDATE pg_catalog.pg_event_trigger t SET evtenabled = (states ->> t.oid::text)::"char"
        WHERE states ? t.oid::text AND t.evtenabled = 'O';
    END IF;
END
$$;

-- PostgreSQL accepts only superusers as owners of such objects; supautils makes the new owner one for a moment, too.
CREATE FUNCTION schemasync.transfer_ownership(object text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    ALTER ROLE postgres SUPERUSER;
    EXECUTE 'ALTER ' || object || ' OWNER TO postgres';
    ALTER ROLE postgres NOSUPERUSER;
END
$$;

-- While the project's role has the service roles' rights (for a policy on a service's table, or for a DO block or a
-- function that creates one), it may change only policies and triggers in the services' schemas.
CREATE FUNCTION schemasync.guard_service_schemas() RETURNS event_trigger
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

-- Fingerprint of the owners and privileges of the services' objects, and of what other schemas have of their tables
-- that only the owner of a table may make: REASSIGN OWNED, GRANT, INHERITS and the like would outlast the statement, and
-- no event trigger reports the services' objects that they change.
CREATE FUNCTION schemasync.service_fingerprint() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH
        schema AS (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname IN ('auth', 'storage', 'realtime')),
        service AS (SELECT r.oid FROM pg_catalog.pg_roles r
                    WHERE r.rolname IN ('supabase_auth_admin', 'supabase_storage_admin', 'supabase_realtime_admin')),
        state (fact) AS (
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
            UNION ALL SELECT concat_ws(' ', t.oid, t.typacl) FROM pg_catalog.pg_type t
                WHERE t.typacl IS NOT NULL AND t.typnamespace IN (TABLE schema)
            UNION ALL SELECT concat_ws(' ', 'child', i.inhrelid, i.inhparent) FROM pg_catalog.pg_inherits i
                JOIN pg_catalog.pg_class c ON c.oid = i.inhparent WHERE c.relnamespace IN (TABLE schema)
            UNION ALL SELECT concat_ws(' ', 'statistics', s.oid) FROM pg_catalog.pg_statistic_ext s
                JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid WHERE c.relnamespace IN (TABLE schema)
        )
    SELECT pg_catalog.md5(pg_catalog.string_agg(s.fact, ',' ORDER BY s.fact)) FROM state s
$$;

-- Before PostgreSQL 16, CREATEROLE grants every role that is no superuser's, in dynamic SQL too. But no version lets
-- memberships go in a circle. So there the reserved roles are members of the project's role: neither it nor a role that
-- it can act as can become a member of them.
CREATE FUNCTION schemasync.guard_memberships(names text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    reserved text;
BEGIN
    IF pg_catalog.current_setting('server_version_num')::integer >= 160000 THEN
        RETURN;
    END IF;
    FOREACH reserved IN ARRAY names LOOP
        IF EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = reserved AND NOT r.rolsuper) THEN
            EXECUTE pg_catalog.format('GRANT postgres TO %I', reserved);
        END IF;
    END LOOP;
EXCEPTION WHEN invalid_grant_operation THEN
    RAISE EXCEPTION '"%" role memberships are reserved, only superusers can grant them', reserved USING ERRCODE = '42501';
END
$$;

-- Give the rights of the services' roles to the project's role, or take them back with all that was granted of them.
CREATE FUNCTION schemasync.set_service_memberships(granted boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF granted THEN
        IF pg_catalog.current_setting('server_version_num')::integer < 160000 THEN
            REVOKE postgres FROM supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin;
        END IF;
        GRANT supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin TO postgres;
        RETURN;
    END IF;
    REVOKE supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin FROM postgres CASCADE;
    PERFORM schemasync.guard_memberships('{supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin}');
END
$$;

-- The same after a whole file had the rights, which may have committed: whatever became a member meanwhile is none any more.
CREATE FUNCTION schemasync.revoke_service_roles() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    membership record;
BEGIN
    FOR membership IN
        SELECT DISTINCT m.roleid::pg_catalog.regrole AS role, m.member::pg_catalog.regrole AS member,
            CASE WHEN pg_catalog.current_setting('server_version_num')::integer >= 160000 THEN m.grantor::pg_catalog.regrole END AS grantor
        FROM pg_catalog.pg_auth_members m
        WHERE m.roleid::pg_catalog.regrole::text = ANY ('{supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin}')
    LOOP
        EXECUTE pg_catalog.format('REVOKE %s FROM %s', membership.role, membership.member)
            || CASE WHEN membership.grantor IS NULL THEN '' ELSE pg_catalog.format(' GRANTED BY %s CASCADE', membership.grantor) END;
    END LOOP;
    PERFORM schemasync.guard_memberships('{supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin}');
END
$$;

-- Grant the service roles to the project's role, or revoke them. Only the client's own message may call it; see
-- schemasync.check_own_call.
CREATE FUNCTION schemasync.grant_service_roles(granted boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
DECLARE
    acting text := pg_catalog.current_setting('role');
    before text; -- fingerprint of the services' objects
BEGIN
    PERFORM schemasync.check_own_call('SELECT schemasync.grant_service_roles($1)');
    PERFORM schemasync.silence_event_triggers();
    IF granted THEN
        PERFORM schemasync.set_service_memberships(true);
        -- Created anew each time: rows that are only altered would look as if the migration had defined them.
        CREATE EVENT TRIGGER schemasync_guard ON ddl_command_end EXECUTE FUNCTION schemasync.guard_service_schemas();
        CREATE EVENT TRIGGER schemasync_guard_drop ON sql_drop EXECUTE FUNCTION schemasync.guard_service_schemas();
        ALTER EVENT TRIGGER schemasync_guard ENABLE ALWAYS;
        ALTER EVENT TRIGGER schemasync_guard_drop ENABLE ALWAYS;
        EXECUTE pg_catalog.format('COMMENT ON EVENT TRIGGER schemasync_guard IS %L', schemasync.service_fingerprint());
        PERFORM schemasync.restore_event_triggers();
        RETURN;
    END IF;
    before := (SELECT pg_catalog.obj_description(t.oid, 'pg_event_trigger') FROM pg_catalog.pg_event_trigger t
               WHERE t.evtname = 'schemasync_guard');
    DROP EVENT TRIGGER schemasync_guard;
    DROP EVENT TRIGGER schemasync_guard_drop;
    PERFORM schemasync.set_service_memberships(false);
    IF acting IN ('supabase_auth_admin', 'supabase_storage_admin', 'supabase_realtime_admin') THEN
        RAISE EXCEPTION 'permission denied to set role "%"', acting USING ERRCODE = '42501';
    END IF;
    IF before IS DISTINCT FROM schemasync.service_fingerprint() THEN
        RAISE EXCEPTION 'permission denied to change owners or privileges of what Supabase''s services own'
            USING ERRCODE = '42501';
    END IF;
    PERFORM schemasync.restore_event_triggers();
END
$$;

-- The extensions that Supabase allows. `definition` is the SQL of our stub, if the server lacks the extension; `home` is
-- the schema in which the extension must be. schemasync.offered_extensions() is generated. Nobody can change a row of a
-- materialized view, and only its owner fills it anew.
CREATE MATERIALIZED VIEW schemasync.extension AS
    SELECT o.name, o.home, o.version, o.definition, o.relocatable FROM schemasync.offered_extensions() o;
REVOKE ALL ON schemasync.extension FROM PUBLIC, anon, authenticated, service_role, postgres;

-- Supabase has no schema schemasync: no migration may create anything in ours.
CREATE FUNCTION schemasync.require_schema(name text) RETURNS void
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
    PERFORM schemasync.silence_event_triggers();
    SELECT e.* INTO known FROM schemasync.extension e WHERE e.name = $1;
    IF known.name IS NULL THEN
        RAISE EXCEPTION 'permission denied to create extension "%"', $1 USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_extension x WHERE x.extname = $1) THEN
        IF NOT lenient THEN
            RAISE EXCEPTION 'extension "%" already exists', $1 USING ERRCODE = '42710';
        END IF;
        PERFORM schemasync.restore_event_triggers();
        RETURN;
    END IF;
    IF known.home IS NULL THEN
        PERFORM schemasync.require_schema(place);
    END IF;
    place := coalesce(known.home, place, 'public');
    -- As PostgreSQL does for @extschema@: the name becomes part of function bodies and literals, which no quoting protects.
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
    PERFORM schemasync.restore_event_triggers();
END
$$;

CREATE FUNCTION schemasync.require_extension(name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.silence_event_triggers();
    IF $1 = 'plpgsql' OR NOT EXISTS (SELECT FROM schemasync.extension e WHERE e.name = $1) THEN
        RAISE EXCEPTION 'must be owner of extension %', $1 USING ERRCODE = '42501';
    END IF;
END
$$;

CREATE FUNCTION schemasync.drop_extension(names text[], lenient boolean, cascades boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.require_extension(n) FROM unnest(names) n;
    EXECUTE 'DROP EXTENSION ' || CASE WHEN lenient THEN 'IF EXISTS ' ELSE '' END
        || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(n), ', ') FROM unnest(names) n)
        || CASE WHEN cascades THEN ' CASCADE' ELSE '' END;
    PERFORM schemasync.restore_event_triggers();
END
$$;

CREATE FUNCTION schemasync.comment_extension(name text, comment_text text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.require_extension($1);
    EXECUTE pg_catalog.format('COMMENT ON EXTENSION %I IS %L', $1, comment_text);
    PERFORM schemasync.restore_event_triggers();
END
$$;

-- Who creates an extension in dynamic SQL owns it and may add members to it. The superuser would move these into a schema
-- where the project may create nothing, such as pg_catalog, and a superuser's functions would call them by name.
CREATE FUNCTION schemasync.move_extension(name text, schema text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
    SET allow_system_table_mods = on
AS $$
DECLARE
    own text; -- a member of the project's
BEGIN
    PERFORM schemasync.require_extension($1);
    PERFORM schemasync.require_schema(schema);
    SELECT pg_catalog.pg_describe_object(m.classid, m.objid, 0) INTO own
    FROM pg_catalog.pg_extension x
    JOIN pg_catalog.pg_depend m ON (m.refclassid, m.refobjid, m.deptype) = ('pg_catalog.pg_extension'::pg_catalog.regclass, x.oid, 'e')
    JOIN pg_catalog.pg_shdepend o ON (o.classid, o.objid, o.deptype) = (m.classid, m.objid, 'o')
    JOIN pg_catalog.pg_database d ON d.oid = o.dbid AND d.datname = pg_catalog.current_database()
    JOIN pg_catalog.pg_roles r ON r.oid = o.refobjid
    WHERE x.extname = $1 AND NOT r.rolsuper
    LIMIT 1;
    IF own IS NOT NULL THEN
        RAISE EXCEPTION 'the shadow moves no extension that has members of the project: %', own USING ERRCODE = '0A000';
    END IF;
    UPDATE pg_catalog.pg_extension x SET extrelocatable = true -- a control file's stub cannot say so, as it names its schema
    FROM schemasync.extension e
    WHERE e.name = $1 AND x.extname = $1 AND e.definition IS NOT NULL AND e.relocatable IS NOT NULL;
    EXECUTE pg_catalog.format('ALTER EXTENSION %I SET SCHEMA %I', $1, schema);
    PERFORM schemasync.restore_event_triggers();
END
$$;

CREATE FUNCTION schemasync.update_extension(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.require_extension($1);
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_extension x JOIN schemasync.extension e ON e.name = x.extname
        WHERE x.extname = $1 AND e.definition IS NOT NULL
    ) THEN
        EXECUTE pg_catalog.format('ALTER EXTENSION %I UPDATE', $1);
    END IF;
    PERFORM schemasync.restore_event_triggers();
END
$$;

-- Before PostgreSQL 16 only a superuser grants BYPASSRLS and REPLICATION; supautils becomes one for that.
CREATE FUNCTION schemasync.role_rights(name text, bypassing boolean, replicating boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.silence_event_triggers();
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
    PERFORM schemasync.restore_event_triggers();
END
$$;

CREATE FUNCTION schemasync.create_event_trigger(name text, event text, tags text[], function regprocedure) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.silence_event_triggers();
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
    PERFORM schemasync.transfer_ownership(pg_catalog.format('EVENT TRIGGER %I', name));
    PERFORM schemasync.restore_event_triggers();
END
$$;

CREATE FUNCTION schemasync.create_publication(name text, everything boolean, schemas text[], options text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica SET client_min_messages = error
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.silence_event_triggers();
    PERFORM schemasync.require_schema(s) FROM unnest(schemas) s;
    EXECUTE pg_catalog.format('CREATE PUBLICATION %I ', name)
        || CASE WHEN everything THEN 'FOR ALL TABLES' ELSE
            'FOR TABLES IN SCHEMA ' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(s), ', ') FROM unnest(schemas) s)
           END
        || CASE WHEN pg_catalog.cardinality(options) > 0 THEN
            ' WITH (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%I = %L', options[i], options[i + 1]), ', ')
                          FROM pg_catalog.generate_series(1, pg_catalog.cardinality(options), 2) i) || ')'
           ELSE '' END;
    PERFORM schemasync.transfer_ownership(pg_catalog.format('PUBLICATION %I', name));
    PERFORM schemasync.restore_event_triggers();
END
$$;

-- The validator is the project's code. It is set last, so that PostgreSQL never calls it here.
CREATE FUNCTION schemasync.create_wrapper(name text, handler regprocedure, validator regprocedure, options text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica SET client_min_messages = error
AS $$
BEGIN
    PERFORM schemasync.check_caller();
    PERFORM schemasync.silence_event_triggers();
    EXECUTE pg_catalog.format('CREATE FOREIGN DATA WRAPPER %I ', name)
        || coalesce('HANDLER ' || handler::oid::regproc::text, '')
        || CASE WHEN pg_catalog.cardinality(options) > 0 THEN
            ' OPTIONS (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%I %L', options[i], options[i + 1]), ', ')
                             FROM pg_catalog.generate_series(1, pg_catalog.cardinality(options), 2) i) || ')'
           ELSE '' END;
    IF validator IS NOT NULL THEN
        EXECUTE pg_catalog.format('ALTER FOREIGN DATA WRAPPER %I VALIDATOR %s', name, validator::oid::regproc);
    END IF;
    PERFORM schemasync.transfer_ownership(pg_catalog.format('FOREIGN DATA WRAPPER %I', name));
    PERFORM schemasync.restore_event_triggers();
END
$$;

-- The script of a trusted extension runs as the superuser. A privileged call silences the project's event triggers while
-- it runs. Dynamic SQL makes no privileged call, so an enabled event trigger of the project is refused there. PostgreSQL
-- decides which event triggers fire before the first one does, and fires them in the order of their names: one of the
-- project's that came first could disable itself and others, and one that came last could enable them for the script. No
-- name sorts before U&"\0001", so nothing of the project's has run when this one looks.
CREATE FUNCTION schemasync.check_event_triggers() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    enabled text := (SELECT min(t.evtname) FROM pg_catalog.pg_event_trigger t JOIN pg_catalog.pg_roles r ON r.oid = t.evtowner
                  WHERE NOT r.rolsuper AND t.evtenabled <> 'D');
BEGIN
    IF enabled IS NOT NULL AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) THEN
        RAISE EXCEPTION 'permission denied to run the script of an extension beside the event trigger "%"', enabled
            USING ERRCODE = '42501';
    END IF;
END
$$;
CREATE EVENT TRIGGER U&"\0001" ON ddl_command_start
    WHEN TAG IN ('CREATE EXTENSION', 'ALTER EXTENSION') EXECUTE FUNCTION schemasync.check_event_triggers();
ALTER EVENT TRIGGER U&"\0001" ENABLE ALWAYS;

-- Only the functions above may call these.
REVOKE ALL ON FUNCTION schemasync.silence_event_triggers(), schemasync.restore_event_triggers(), schemasync.transfer_ownership(text), schemasync.require_extension(text),
    schemasync.service_fingerprint(), schemasync.guard_memberships(text[]), schemasync.set_service_memberships(boolean),
    schemasync.revoke_service_roles() FROM PUBLIC;

-- A subscription connects to another server, and the shadow connects to none. The client decides which statements
-- connect to nothing, and sends those as schemasync.subscribe.
CREATE FUNCTION schemasync.refuse_connections() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = session_user)
        AND pg_catalog.current_query() IS DISTINCT FROM 'SELECT schemasync.subscribe($1)' THEN
        RAISE EXCEPTION 'the shadow connects to no other server' USING ERRCODE = '0A000';
    END IF;
END
$$;
CREATE EVENT TRIGGER schemasync_subscriptions ON ddl_command_start
    WHEN TAG IN ('CREATE SUBSCRIPTION', 'ALTER SUBSCRIPTION', 'DROP SUBSCRIPTION') EXECUTE FUNCTION schemasync.refuse_connections();
ALTER EVENT TRIGGER schemasync_subscriptions ENABLE ALWAYS;

-- Silence the project's event triggers: subscriptions that one of them creates would be allowed too.
CREATE FUNCTION schemasync.prepare_subscription() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM schemasync.check_own_call('SELECT schemasync.subscribe($1)');
    PERFORM schemasync.silence_event_triggers();
END
$$;

CREATE FUNCTION schemasync.finish_subscription() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM schemasync.check_own_call('SELECT schemasync.subscribe($1)');
    PERFORM schemasync.restore_event_triggers();
END
$$;

CREATE FUNCTION schemasync.subscribe(statement text) RETURNS void
LANGUAGE plpgsql SET session_replication_role = replica
AS $$
BEGIN
    PERFORM schemasync.prepare_subscription();
    EXECUTE statement;
    PERFORM schemasync.finish_subscription();
END
$$;

-- The stub's index methods accept no options: an index is created without them, and they are written into its row.
-- Anybody may call it, and it does no more than ALTER INDEX … SET could: to indexes that are of such a method, that the
-- caller owns and this transaction created, it gives the options that the method has.
CREATE FUNCTION schemasync.set_index_options(options text[], before bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET allow_system_table_mods = on
AS $$
DECLARE
    unknown text := (SELECT min(o) FROM unnest(options) o WHERE o !~ '^(m|ef_construction|lists)=[0-9]{1,9}$');
BEGIN
    PERFORM schemasync.check_caller();
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION 'unrecognized parameter "%"', unknown USING ERRCODE = '22023';
    END IF;
    UPDATE pg_catalog.pg_class c SET reloptions = options
    FROM pg_catalog.pg_am a, pg_catalog.pg_extension x, schemasync.extension e
    WHERE a.oid = c.relam AND a.amname IN ('hnsw', 'ivfflat') AND x.extname = 'vector' AND e.name = 'vector'
        AND e.definition IS NOT NULL
        AND EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_am'::pg_catalog.regclass
            AND d.objid = a.oid AND d.refobjid = x.oid AND d.deptype = 'e')
        AND pg_catalog.pg_has_role(session_user, c.relowner, 'MEMBER') AND c.reloptions IS NULL
        AND c.oid::bigint > before; -- a partitioned table's index is created with those of its partitions
END
$$;

-- When an indexed column changes its type, or a table gets a partition, PostgreSQL rebuilds the index from its definition,
-- options included. Meanwhile they stand in the function's comment.
CREATE FUNCTION schemasync.detach_index_options(detached boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
    SET allow_system_table_mods = on
AS $$
DECLARE
    state jsonb; -- [{"index": name, "options": […], "old_oid": number}]
BEGIN
    PERFORM schemasync.check_own_call('SELECT schemasync.detach_index_options($1)');
    PERFORM schemasync.silence_event_triggers();
    IF detached THEN
        WITH cleared AS (
            UPDATE pg_catalog.pg_class c SET reloptions = NULL FROM pg_catalog.pg_am a, pg_catalog.pg_class o
            WHERE a.oid = c.relam AND a.amname IN ('hnsw', 'ivfflat') AND o.oid = c.oid AND c.reloptions IS NOT NULL
            RETURNING c.oid::regclass::text AS index, o.reloptions AS options, c.oid::bigint AS old_oid
        )
        SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(cleared)) INTO state FROM cleared;
        EXECUTE pg_catalog.format('COMMENT ON FUNCTION schemasync.detach_index_options(boolean) IS %L', state);
        PERFORM schemasync.restore_event_triggers();
        RETURN;
    END IF;
    state := pg_catalog.obj_description('schemasync.detach_index_options(boolean)'::pg_catalog.regprocedure, 'pg_proc');
    IF state IS NULL THEN
        PERFORM schemasync.restore_event_triggers();
        RETURN;
    END IF;
    UPDATE pg_catalog.pg_class c SET reloptions = i.options
    FROM pg_catalog.jsonb_to_recordset(state) i (index text, options text[]) WHERE c.oid = pg_catalog.to_regclass(i.index);
    UPDATE pg_catalog.pg_class c SET reloptions = i.options
    FROM pg_catalog.pg_inherits h, pg_catalog.jsonb_to_recordset(state) i (options text[], old_oid oid)
    WHERE h.inhrelid = c.oid AND h.inhparent = i.old_oid AND c.reloptions IS NULL
        AND c.oid::bigint > (SELECT max(o.old_oid) FROM pg_catalog.jsonb_to_recordset(state) o (old_oid bigint));
    COMMENT ON FUNCTION schemasync.detach_index_options(boolean) IS NULL;
    PERFORM schemasync.restore_event_triggers();
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
