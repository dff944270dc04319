-- mutation: index-create
-- blame: index app/fresh
CREATE INDEX fresh ON app.product (weight);

-- mutation: index-create-unique
-- blame: index app/fresh
CREATE UNIQUE INDEX fresh ON app.filled (lower(t), (n + 1)) WHERE a > 0;

-- mutation: index-create-parent
-- blame: index app/fresh
CREATE INDEX fresh ON app.event (size, kind);

-- mutation: index-create-only
-- blame: index app/fresh
CREATE INDEX fresh ON ONLY app.event (size);

-- mutation: index-create-partition
-- blame: index app/fresh
CREATE INDEX fresh ON app.event_2025_a (size);

-- mutation: index-create-middle
-- blame: index app/fresh
CREATE INDEX fresh ON app.event_2025 (size);

-- mutation: index-create-matview
-- blame: index app/fresh
CREATE INDEX fresh ON app.totals (s);

-- mutation: index-create-spgist
-- blame: index app/fresh
CREATE INDEX fresh ON app.ticket USING spgist (pos);

-- mutation: index-create-function
-- blame: index app/fresh
CREATE INDEX fresh ON app.checked (app.add(a, b));

-- mutation: index-create-concurrently
-- blame: index app/fresh
CREATE INDEX CONCURRENTLY fresh ON app.product (weight);

-- mutation: index-create-tablespace
-- blame: index app/fresh
CREATE INDEX fresh ON app.product (weight) TABLESPACE mut_space;

-- mutation: index-create-collation
-- blame: index app/fresh
CREATE INDEX fresh ON app.product (name COLLATE "POSIX" DESC, room NULLS FIRST);

-- mutation: index-create-opclass-options
-- blame: index app/fresh
CREATE INDEX fresh ON app.account USING gist (search tsvector_ops (siglen = 100));

-- mutation: index-drop
-- blame: index app/account_created_idx
DROP INDEX app.account_created_idx;

-- mutation: index-drop-parent
-- blame: index app/event_kind_idx
DROP INDEX app.event_kind_idx;

-- mutation: index-drop-only
-- blame: index app/event_size_idx
DROP INDEX app.event_size_idx;

-- mutation: index-drop-partition
-- blame: index app/event_2024_own_idx
DROP INDEX app.event_2024_own_idx;

-- mutation: index-drop-clustered
-- blame: index app/filled_a_idx
DROP INDEX app.filled_a_idx;

-- mutation: index-drop-replica
-- blame: index app/ticket_ident_idx
DROP INDEX app.ticket_ident_idx;

-- mutation: index-drop-odd
-- blame: index Odd Schema/Odd Idx
DROP INDEX "Odd Schema"."Odd Idx";

-- mutation: index-drop-statistics
-- blame: index app/account_two_idx
DROP INDEX app.account_two_idx;

-- mutation: index-drop-opclass
-- blame: index app/product_ops_idx
DROP INDEX app.product_ops_idx;

-- mutation: index-rename
-- blame: index app/account_tags_idx
ALTER INDEX app.account_tags_idx RENAME TO tags_idx;

-- mutation: index-rename-parent
-- blame: index app/event_kind_idx
ALTER INDEX app.event_kind_idx RENAME TO kinds;

-- mutation: index-rename-child
-- blame: index app/event_2024_kind_idx
ALTER INDEX app.event_2024_kind_idx RENAME TO kinds_2024;

-- mutation: index-attach
-- blame: index_partition app/event_2024_own_idx
-- also: index app/event_2024_own_idx
ALTER INDEX app.event_size_idx ATTACH PARTITION app.event_2024_own_idx;

-- mutation: index-options
-- blame: index app/account_created_idx
ALTER INDEX app.account_created_idx SET (fillfactor = 61, deduplicate_items = off);

-- mutation: index-options-reset
-- blame: index app/account_search_idx
ALTER INDEX app.account_search_idx RESET (fastupdate);

-- mutation: index-options-brin
-- blame: index app/account_brin_idx
ALTER INDEX app.account_brin_idx SET (autosummarize = on);

-- mutation: index-options-child
-- blame: index app/event_2024_kind_idx
ALTER INDEX app.event_2024_kind_idx SET (fillfactor = 50);

-- mutation: index-statistics
-- blame: index app/account_two_idx
ALTER INDEX app.account_two_idx ALTER COLUMN 2 SET STATISTICS 301;

-- mutation: index-statistics-drop
-- blame: index app/account_two_idx
ALTER INDEX app.account_two_idx ALTER COLUMN 2 SET STATISTICS -1;

-- mutation: index-statistics-add
-- blame: index app/account_lower_idx
ALTER INDEX app.account_lower_idx ALTER COLUMN 1 SET STATISTICS 10;

-- mutation: index-tablespace
-- blame: index app/account_tags_idx
ALTER INDEX app.account_tags_idx SET TABLESPACE mut_space;

-- mutation: index-depends
-- blame: extension_dependency citext of index app/account_tags_idx
ALTER INDEX app.account_tags_idx DEPENDS ON EXTENSION citext;

-- mutation: index-comment
-- blame: comment of index app/account_created_idx
COMMENT ON INDEX app.account_created_idx IS NULL;

-- mutation: index-comment-add
-- blame: comment of index app/event_2024_kind_idx
COMMENT ON INDEX app.event_2024_kind_idx IS 'x';
