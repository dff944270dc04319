-- mutation: publication-create
-- blame: publication fresh
CREATE PUBLICATION fresh FOR TABLE app.looped;

-- mutation: publication-create-all
-- blame: publication fresh
CREATE PUBLICATION fresh FOR ALL TABLES;

-- mutation: publication-create-rich
-- blame: publication fresh
CREATE PUBLICATION fresh FOR TABLE app.filled (id, t) WHERE (a > 3 AND t = 'x'), app.looped WITH (publish = 'insert, truncate');

-- mutation: publication-drop
-- blame: publication several
DROP PUBLICATION several;

-- mutation: publication-drop-all
-- blame: publication everything
DROP PUBLICATION everything;

-- mutation: publication-drop-schemas
-- blame: publication schemas
DROP PUBLICATION schemas;

-- mutation: publication-rename
-- blame: publication bare
ALTER PUBLICATION bare RENAME TO bald;

-- mutation: publication-publish
-- blame: publication bare
ALTER PUBLICATION bare SET (publish = 'update');

-- mutation: publication-root
-- blame: publication several
ALTER PUBLICATION several SET (publish_via_partition_root = false);

-- mutation: publication-add
-- blame: publication bare
ALTER PUBLICATION bare ADD TABLE app.looped;

-- mutation: publication-add-schema
-- blame: publication bare
ALTER PUBLICATION bare ADD TABLES IN SCHEMA app;

-- mutation: publication-remove
-- blame: publication several
ALTER PUBLICATION several DROP TABLE app.product;

-- mutation: publication-remove-filtered
-- blame: publication several
ALTER PUBLICATION several DROP TABLE app.account;

-- mutation: publication-remove-schema
-- blame: publication schemas
ALTER PUBLICATION schemas DROP TABLES IN SCHEMA "Odd Schema";

-- mutation: publication-set-columns
-- blame: publication several
ALTER PUBLICATION several SET TABLE app.product, app.account (id) WHERE (id > 5);

-- mutation: publication-set-filter
-- blame: publication several
ALTER PUBLICATION several SET TABLE app.product, app.account (id, email) WHERE (id > 6);

-- mutation: publication-generated
-- blame: publication generated
-- from: 18
ALTER PUBLICATION generated SET (publish_generated_columns = none);

-- mutation: publication-owner
-- blame: owner of publication bare
-- setup: GRANT CREATE ON DATABASE :db TO mut_bob
ALTER PUBLICATION bare OWNER TO mut_bob;

-- mutation: publication-comment
-- blame: comment of publication several
COMMENT ON PUBLICATION several IS NULL;
