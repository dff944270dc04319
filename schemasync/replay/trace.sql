-- State of what existed before the pending files, as the session sees it: locks and scans of its transaction, and the
-- rows of the catalogs that were written since. It reads only, with the caller's rights. Whether an expression calls code
-- that is not PostgreSQL's own is read from pg_depend; what initdb made has OIDs below 16384.
-- The plan is made once: it takes ten times as long as the query.
-- `since`: a transaction before the file; `fresh`: objects with this OID and above are new; `texts`: print the expressions of
-- tables too (those of domains and of partial indexes are few).
CREATE FUNCTION schemasync.observe(since xid, fresh oid, texts boolean) RETURNS json
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    SET datestyle = 'ISO, YMD' SET intervalstyle = postgres SET extra_float_digits = 1 SET bytea_output = hex
AS $$
BEGIN
    PERFORM pg_stat_force_next_flush(); -- ends the count of the scans with the transaction, not up to a second later
    RETURN json_build_object(
        'locks', (SELECT json_agg(json_build_array(l.relation::bigint, l.mode, coalesce(pg_stat_get_xact_numscans(l.relation), 0)))
            FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
                AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
                AND l.relation >= 16384 AND l.relation < fresh),
        'relations', (SELECT json_agg(json_build_array(c.oid::bigint, n.nspname, c.relname, c.relkind, c.relfilenode::bigint, c.relispartition))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE age(c.xmin) <= age(since) AND c.oid >= 16384 AND c.oid < fresh AND n.nspname <> 'schemasync'),
        'columns', (SELECT json_agg(json_build_array(a.attrelid::bigint, a.attnum, a.attname, a.atttypid::bigint, a.atttypmod,
                a.attnotnull, a.attgenerated, a.atthasdef OR a.attidentity <> '', format_type(a.atttypid, a.atttypmod),
                a.atttypid < 16384 OR t.typtype = 'e' OR (t.typtype = 'd' AND t.typbasetype < 16384) OR (t.typelem <> 0 AND
                    EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND (e.oid < 16384 OR e.typtype = 'e'))),
                CASE WHEN texts AND (a.attgenerated = 's' OR t.typtype = 'd') THEN (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                    WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) END,
                texts AND a.attgenerated = 's' AND EXISTS (SELECT FROM pg_attrdef f JOIN pg_depend d
                    ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
                    LEFT JOIN pg_type u ON d.refclassid = 'pg_type'::regclass AND u.oid = d.refobjid
                    WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum
                        AND d.refobjid >= 16384 AND d.refclassid NOT IN ('pg_class'::regclass, 'pg_collation'::regclass) AND u.typtype IS DISTINCT FROM 'e'),
                CASE WHEN t.typtype = 'e' AND texts THEN
                    (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) END,
                CASE WHEN texts AND a.atthasmissing THEN (a.attmissingval::text::text[])[1] END))
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_class c ON c.oid = a.attrelid
            WHERE age(a.xmin) <= age(since) AND a.attrelid >= 16384 AND a.attrelid < fresh AND a.attnum > 0
                AND c.relkind IN ('r', 'p', 'm', 'f')),
        'constraints', (SELECT json_agg(json_build_array(c.oid::bigint, c.conname, c.conrelid::bigint, c.contypid::bigint, c.contype,
                c.convalidated, c.conparentid = 0 AND c.conislocal, c.conkey, c.confrelid::bigint, c.confkey, c.conindid::bigint,
                c.confmatchtype, CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid) END,
                (texts OR c.contype = 'c') AND (EXISTS (SELECT FROM pg_depend d
                    LEFT JOIN pg_type u ON d.refclassid = 'pg_type'::regclass AND u.oid = d.refobjid
                    WHERE d.classid = 'pg_constraint'::regclass AND d.objid = c.oid AND u.oid IS DISTINCT FROM c.contypid
                        AND d.refobjid >= 16384 AND d.refclassid NOT IN ('pg_class'::regclass, 'pg_collation'::regclass) AND u.typtype IS DISTINCT FROM 'e')
                    OR EXISTS (SELECT FROM unnest(c.conpfeqop || c.conexclop) o WHERE o >= 16384)),
                (SELECT array_agg(o.oprname ORDER BY u.n) FROM unnest(coalesce(c.conexclop, c.conpfeqop)) WITH ORDINALITY u (op, n)
                    JOIN pg_operator o ON o.oid = u.op)))
            FROM pg_constraint c
            WHERE age(c.xmin) <= age(since) AND ((c.conrelid >= 16384 AND c.conrelid < fresh) OR c.contypid >= 16384)),
        'indexes', (SELECT json_agg(json_build_array(i.indexrelid::bigint, c.relname, i.indrelid::bigint, c.relispartition,
                to_jsonb(i) ->> 'indnullsnotdistinct', i.indkey::int2[], i.indnkeyatts,
                pg_get_expr(i.indpred, i.indrelid),
                CASE WHEN texts AND i.indexprs IS NOT NULL THEN (SELECT array_agg(pg_get_indexdef(i.indexrelid, n, false) ORDER BY n)
                    FROM generate_series(1, i.indnkeyatts) n) END,
                EXISTS (SELECT FROM unnest(i.indclass::oid[]) o WHERE o >= 16384)
                    OR EXISTS (SELECT FROM pg_depend d LEFT JOIN pg_type u ON d.refclassid = 'pg_type'::regclass AND u.oid = d.refobjid
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.deptype = 'n'
                            AND d.refobjid >= 16384 AND d.refclassid NOT IN ('pg_class'::regclass, 'pg_collation'::regclass) AND u.typtype IS DISTINCT FROM 'e'),
                EXISTS (SELECT FROM unnest(i.indkey::int2[], i.indcollation::oid[]) u (num, coll)
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num WHERE u.coll <> a.attcollation AND u.coll <> 0)))
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE age(i.xmin) <= age(since) AND (i.indisunique OR i.indisexclusion) AND i.indrelid >= 16384 AND i.indrelid < fresh),
        'partitions', (SELECT json_agg(json_build_array(i.inhrelid::bigint, i.inhparent::bigint, p.partstrat, p.partdefid::bigint,
                CASE WHEN texts THEN pg_get_partition_constraintdef(i.inhrelid) END,
                p.partexprs IS NOT NULL OR EXISTS (SELECT FROM unnest(p.partclass::oid[]) o WHERE o >= 16384), p.partattrs::int2[]))
            FROM pg_inherits i JOIN pg_partitioned_table p ON p.partrelid = i.inhparent
            WHERE age(i.xmin) <= age(since) AND i.inhparent < fresh),
        'children', (SELECT json_agg(json_build_array(i.inhrelid::bigint, i.inhparent::bigint))
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent
            WHERE age(i.xmin) <= age(since) AND i.inhparent < fresh AND c.relkind IN ('r', 'f')),
        'rules', (SELECT json_agg(json_build_array(r.oid::bigint, r.ev_class::bigint, r.ev_type, r.xmin::text || r.ctid::text,
                ARRAY(SELECT DISTINCT d.refobjid::bigint FROM pg_depend d WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                    AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class)))
            FROM pg_rewrite r WHERE age(r.xmin) <= age(since) AND r.ev_class >= 16384),
        'triggers', (SELECT json_agg(json_build_array(t.oid::bigint, t.tgrelid::bigint, t.tgtype::integer, p.proname,
                t.tgenabled IN ('O', 'A'), t.tgparentid <> 0))
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang
            WHERE age(t.xmin) <= age(since) AND NOT t.tgisinternal AND l.lanname NOT IN ('c', 'internal')
                AND t.tgrelid >= 16384 AND t.tgrelid < fresh),
        'domains', (SELECT json_agg(json_build_array(t.oid::bigint, t.typnotnull, format_type(t.typbasetype, t.typtypmod),
                t.typbasetype::bigint, t.typdefault))
            FROM pg_type t WHERE age(t.xmin) <= age(since) AND t.typtype = 'd' AND t.oid >= 16384)
    );
END
$$;
GRANT EXECUTE ON FUNCTION schemasync.observe(xid, oid, boolean) TO PUBLIC;

-- Objects that each statement drops, and whether only CASCADE does; tables whose rows it rewrites (TRUNCATE does not).
CREATE TABLE schemasync.dropped (mark integer, classid oid, objid oid, objsubid integer, cascaded boolean);
CREATE TABLE schemasync.rewritten (mark integer, relation oid);
REVOKE ALL ON schemasync.dropped, schemasync.rewritten FROM PUBLIC, anon, authenticated, service_role, postgres;
CREATE FUNCTION schemasync.log_drops() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF session_user = 'postgres' THEN
        INSERT INTO schemasync.dropped
        SELECT (SELECT max(m.id) FROM schemasync.marks m), d.classid, d.objid, d.objsubid, d.normal AND NOT d.original
        FROM pg_event_trigger_dropped_objects() d WHERE NOT d.is_temporary;
    END IF;
END
$$;
CREATE EVENT TRIGGER schemasync_log_drops ON sql_drop EXECUTE FUNCTION schemasync.log_drops();
ALTER EVENT TRIGGER schemasync_log_drops ENABLE ALWAYS;
CREATE FUNCTION schemasync.log_rewrite() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF session_user = 'postgres' THEN
        INSERT INTO schemasync.rewritten SELECT max(m.id), pg_event_trigger_table_rewrite_oid() FROM schemasync.marks m;
    END IF;
END
$$;
CREATE EVENT TRIGGER schemasync_log_rewrite ON table_rewrite EXECUTE FUNCTION schemasync.log_rewrite();
ALTER EVENT TRIGGER schemasync_log_rewrite ENABLE ALWAYS;
