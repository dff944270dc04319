-- State of what existed before the pending files, as the session sees it: locks and scans of its transaction, and the
-- rows of the catalogs that were written since. It reads only, with the caller's rights.
-- `since`: a transaction before the file; `fresh`: objects with this OID and above are new; `texts`: print expressions too.
CREATE FUNCTION schemasync.observe(since xid, fresh oid, texts boolean) RETURNS json
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN json_build_object(
        'locks', (SELECT json_agg(json_build_array(l.relation::bigint, l.mode, coalesce(pg_stat_get_xact_numscans(l.relation), 0)))
            FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
                AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
                AND l.relation >= 16384 AND l.relation < fresh),
        'relations', (SELECT json_agg(json_build_array(c.oid::bigint, n.nspname, c.relname, c.relkind, c.relfilenode::bigint))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE age(c.xmin) <= age(since) AND c.oid >= 16384 AND c.oid < fresh)
    );
END
$$;
GRANT EXECUTE ON FUNCTION schemasync.observe(xid, oid, boolean) TO PUBLIC;

-- Objects that each statement drops, those of CASCADE too.
CREATE TABLE schemasync.dropped (mark integer, classid oid, objid oid, objsubid integer);
REVOKE ALL ON schemasync.dropped FROM PUBLIC, anon, authenticated, service_role, postgres;
CREATE FUNCTION schemasync.log_drops() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF session_user = 'postgres' THEN
        INSERT INTO schemasync.dropped
        SELECT (SELECT max(m.id) FROM schemasync.marks m), d.classid, d.objid, d.objsubid
        FROM pg_event_trigger_dropped_objects() d WHERE NOT d.is_temporary;
    END IF;
END
$$;
CREATE EVENT TRIGGER schemasync_log_drops ON sql_drop EXECUTE FUNCTION schemasync.log_drops();
ALTER EVENT TRIGGER schemasync_log_drops ENABLE ALWAYS;
