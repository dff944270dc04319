-- mutation: same-setval
-- blame: nothing
SELECT setval('app.counter', 500);

-- mutation: same-nextval
-- blame: nothing
SELECT nextval('app.account_id_seq');

-- mutation: same-restart
-- blame: nothing
ALTER SEQUENCE app.counter RESTART WITH 25;

-- mutation: same-analyze
-- blame: nothing
ANALYZE app.filled;

-- mutation: same-vacuum
-- blame: nothing
VACUUM app.filled;

-- mutation: same-vacuum-full
-- blame: nothing
VACUUM FULL app.filled;

-- mutation: same-reindex
-- blame: nothing
REINDEX TABLE app.account;

-- mutation: same-cluster
-- blame: nothing
CLUSTER app.filled;

-- mutation: same-insert
-- blame: nothing
INSERT INTO app.product (name, price, room) VALUES ('x', 1, 2);

-- mutation: same-delete
-- blame: nothing
DELETE FROM app.filled;

-- mutation: same-truncate
-- blame: nothing
TRUNCATE app.account, app.orders, app.parts RESTART IDENTITY;

-- mutation: same-refresh
-- blame: nothing
REFRESH MATERIALIZED VIEW app.totals;

-- mutation: same-refresh-no-data
-- blame: nothing
REFRESH MATERIALIZED VIEW app.totals WITH NO DATA;

-- mutation: same-grant
-- blame: nothing
GRANT SELECT ON app.account TO mut_alice;

-- mutation: same-grant-default
-- blame: nothing
GRANT EXECUTE ON FUNCTION app.lonely(integer) TO PUBLIC;

-- mutation: same-grant-owner
-- blame: nothing
GRANT ALL ON app.product TO postgres;

-- mutation: same-revoke
-- blame: nothing
REVOKE DELETE ON app.account FROM mut_app;

-- mutation: same-grant-initial
-- blame: nothing
GRANT ALL ON app.looped_back TO postgres;

-- mutation: same-function
-- blame: nothing
CREATE OR REPLACE FUNCTION app.add(a text, b text) RETURNS text LANGUAGE sql STABLE AS 'SELECT a || b';

-- mutation: same-function-config
-- blame: nothing
ALTER FUNCTION app.secure(integer) SET work_mem TO '8MB';

-- mutation: same-view
-- blame: nothing
CREATE OR REPLACE VIEW app.names_view AS SELECT id, email, nick FROM app.account WHERE balance > 0;

-- mutation: same-trigger
-- blame: nothing
CREATE OR REPLACE TRIGGER touch BEFORE INSERT OR UPDATE ON app.account FOR EACH ROW EXECUTE FUNCTION app.touch();

-- mutation: same-rule
-- blame: nothing
CREATE OR REPLACE RULE no_delete AS ON DELETE TO app.log DO INSTEAD NOTHING;

-- mutation: same-comment
-- blame: nothing
COMMENT ON TABLE app.account IS 'who';

-- mutation: same-comment-empty
-- blame: nothing
COMMENT ON TABLE app.product IS '';

-- mutation: same-default
-- blame: nothing
ALTER TABLE app.account ALTER balance SET DEFAULT 0;

-- mutation: same-not-null
-- blame: nothing
ALTER TABLE app.account ALTER balance SET NOT NULL;

-- mutation: same-default-null
-- blame: nothing
ALTER TABLE app.product ALTER room SET DEFAULT NULL;

-- mutation: same-default-drop
-- blame: nothing
ALTER TABLE app.product ALTER room DROP DEFAULT;

-- mutation: same-type
-- blame: nothing
ALTER TABLE app.filled ALTER d TYPE date;

-- mutation: same-type-copy
-- blame: nothing
ALTER TABLE app.filled ALTER d TYPE date USING d + 1;

-- mutation: same-options
-- blame: nothing
ALTER TABLE app.tuned SET (fillfactor = 70);

-- mutation: same-options-reset
-- blame: nothing
ALTER TABLE app.product RESET (fillfactor);

-- mutation: same-storage
-- blame: nothing
ALTER TABLE app.filled ALTER t SET STORAGE EXTENDED;

-- mutation: same-logged
-- blame: nothing
ALTER TABLE app.filled SET LOGGED;

-- mutation: same-owner
-- blame: nothing
ALTER TABLE app.product OWNER TO postgres;

-- mutation: same-force
-- blame: nothing
ALTER TABLE app.product NO FORCE ROW LEVEL SECURITY;

-- mutation: same-policy
-- blame: nothing
ALTER POLICY own_rows ON app.account TO mut_bob, mut_alice;

-- mutation: same-validate
-- blame: nothing
ALTER TABLE app.account VALIDATE CONSTRAINT account_nick_check;

-- mutation: same-default-acl
-- blame: nothing
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO mut_alice;

-- mutation: same-default-acl-builtin
-- blame: nothing
ALTER DEFAULT PRIVILEGES FOR ROLE mut_app GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

-- mutation: same-domain-default
-- blame: nothing
ALTER DOMAIN app.positive SET DEFAULT 1;

-- mutation: same-sequence
-- blame: nothing
ALTER SEQUENCE app.counter CACHE 3;

-- mutation: same-replica
-- blame: nothing
ALTER TABLE app.account REPLICA IDENTITY DEFAULT;

-- mutation: same-large-object
-- blame: nothing
SELECT lo_create(0);

-- mutation: same-temporary
-- blame: nothing
CREATE TEMPORARY TABLE passing (id integer);

-- mutation: same-database-setting
-- blame: nothing
SET work_mem = '5MB';

-- mutation: same-cluster-off
-- blame: nothing
ALTER TABLE app.product SET WITHOUT CLUSTER;

-- mutation: same-enable-trigger
-- blame: nothing
ALTER TABLE app.account ENABLE TRIGGER touch;

-- mutation: same-partition-trigger
-- blame: nothing
ALTER TABLE app.event ENABLE TRIGGER part_trigger;

-- mutation: same-schema-if
-- blame: nothing
CREATE SCHEMA IF NOT EXISTS app;

-- mutation: same-column-if
-- blame: nothing
ALTER TABLE app.account ADD COLUMN IF NOT EXISTS nick text;

-- mutation: same-extension-update
-- blame: nothing
ALTER EXTENSION hstore UPDATE;

-- mutation: same-statistics
-- blame: nothing
ALTER STATISTICS app.filled_stat SET STATISTICS 500;

-- mutation: same-notify
-- blame: nothing
NOTIFY hello;
