-- mutation: matview-create
-- blame: materialized_view app/fresh
CREATE MATERIALIZED VIEW app.fresh AS SELECT a, b FROM app.checked;

-- mutation: matview-drop
-- blame: materialized_view app/lazy
DROP MATERIALIZED VIEW app.lazy;

-- mutation: matview-drop-cascade
-- blame: materialized_view app/totals
DROP MATERIALIZED VIEW app.totals CASCADE;

-- mutation: matview-rename
-- blame: materialized_view app/lazy
ALTER MATERIALIZED VIEW app.lazy RENAME TO idle_view;

-- mutation: matview-rename-column
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals RENAME COLUMN s TO total;

-- mutation: matview-move
-- blame: materialized_view app/lazy
ALTER MATERIALIZED VIEW app.lazy SET SCHEMA aux;

-- mutation: matview-option
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals SET (fillfactor = 76);

-- mutation: matview-option-reset
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals RESET (fillfactor);

-- mutation: matview-option-add
-- blame: materialized_view app/lazy
ALTER MATERIALIZED VIEW app.lazy SET (autovacuum_enabled = off);

-- mutation: matview-access-method
-- blame: materialized_view app/lazy
ALTER MATERIALIZED VIEW app.lazy SET ACCESS METHOD myheap;

-- mutation: matview-tablespace
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals SET TABLESPACE mut_space;

-- mutation: matview-cluster
-- blame: cluster_index app/totals
ALTER MATERIALIZED VIEW app.totals CLUSTER ON totals_mood_idx;

-- mutation: matview-owner
-- blame: owner of materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals OWNER TO mut_bob;

-- mutation: matview-comment
-- blame: comment of materialized_view app/totals
COMMENT ON MATERIALIZED VIEW app.totals IS NULL;

-- mutation: matview-revoke
-- blame: grant mut_app of materialized_view app/totals
REVOKE SELECT ON app.totals FROM mut_app;

-- mutation: matview-grant-column
-- blame: grant mut_bob of column app/totals/mood
GRANT SELECT (mood) ON app.totals TO mut_bob;
