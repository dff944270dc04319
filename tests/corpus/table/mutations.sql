-- mutation: table-create
-- blame: table app/fresh
CREATE TABLE app.fresh (id integer PRIMARY KEY, t text DEFAULT 'x' CHECK (t <> ''));

-- mutation: table-create-empty
-- blame: table app/fresh
CREATE TABLE app.fresh ();

-- mutation: table-create-like
-- blame: table app/fresh
CREATE TABLE app.fresh (LIKE app.account INCLUDING ALL);

-- mutation: table-create-as
-- blame: table app/fresh
CREATE TABLE app.fresh AS SELECT id, email FROM app.account;

-- mutation: table-create-aux
-- blame: table aux/fresh
CREATE TABLE aux.fresh (id serial, m app.mood);

-- mutation: table-create-odd
-- blame: table Odd Schema/a.b
CREATE TABLE "Odd Schema"."a.b" ("c.d" text, "e""f" integer, "%s" integer);

-- mutation: table-create-typed
-- blame: table app/fresh
CREATE TABLE app.fresh OF app.pair;

-- mutation: table-create-child
-- blame: table app/fresh
CREATE TABLE app.fresh (x integer) INHERITS (app.puppy, aux.plain);

-- mutation: table-create-partition
-- blame: table app/fresh
CREATE TABLE app.fresh PARTITION OF app.event FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);

-- mutation: table-create-partitioned
-- blame: table app/fresh
CREATE TABLE app.fresh (a integer, b integer) PARTITION BY RANGE ((a + b), b);

-- mutation: table-create-reference
-- blame: table app/fresh
CREATE TABLE app.fresh (a bigint REFERENCES app.account ON DELETE CASCADE);

-- mutation: table-drop
-- blame: table app/nothing
DROP TABLE app.nothing;

-- mutation: table-drop-ruled
-- blame: table app/log
DROP TABLE app.log CASCADE;

-- mutation: table-drop-identity
-- blame: table app/ident
DROP TABLE app.ident;

-- mutation: table-drop-cascade
-- blame: table app/account
DROP TABLE app.account CASCADE;

-- mutation: table-drop-parent
-- blame: table app/animal
DROP TABLE app.animal CASCADE;

-- mutation: table-drop-child
-- blame: table app/puppy
DROP TABLE app.puppy;

-- mutation: table-drop-partition
-- blame: table app/event_2023
DROP TABLE app.event_2023 CASCADE;

-- mutation: table-drop-partitioned
-- blame: table app/event
DROP TABLE app.event CASCADE;

-- mutation: table-drop-typed
-- blame: table app/typed
DROP TABLE app.typed;

-- mutation: table-drop-odd
-- blame: table Odd Schema/Odd "Table
DROP TABLE "Odd Schema"."Odd ""Table" CASCADE;

-- mutation: table-drop-loop
-- blame: table app/looped
DROP TABLE app.looped CASCADE;

-- mutation: table-drop-published
-- blame: table app/product
DROP TABLE app.product CASCADE;

-- mutation: table-rename
-- blame: table app/log
ALTER TABLE app.log RENAME TO journal;

-- mutation: table-rename-used
-- blame: table app/account
ALTER TABLE app.account RENAME TO person;

-- mutation: table-rename-parent
-- blame: table app/animal
ALTER TABLE app.animal RENAME TO beast;

-- mutation: table-rename-partitioned
-- blame: table app/event
ALTER TABLE app.event RENAME TO happening;

-- mutation: table-rename-partition
-- blame: table app/event_2024
ALTER TABLE app.event_2024 RENAME TO event_last;

-- mutation: table-rename-sub
-- blame: table app/event_2025
ALTER TABLE app.event_2025 RENAME TO event_now;

-- mutation: table-rename-identity
-- blame: table app/ident
ALTER TABLE app.ident RENAME TO identified;

-- mutation: table-rename-serial
-- blame: table app/ticket
ALTER TABLE app.ticket RENAME TO issue;

-- mutation: table-move
-- blame: table app/log
ALTER TABLE app.log SET SCHEMA aux;

-- mutation: table-move-used
-- blame: table app/account
ALTER TABLE app.account SET SCHEMA aux;

-- mutation: table-move-child
-- blame: table app/dog
ALTER TABLE app.dog SET SCHEMA aux;

-- mutation: table-move-partition
-- blame: table app/event_2024
ALTER TABLE app.event_2024 SET SCHEMA aux;

-- mutation: table-logged
-- blame: table app/log
ALTER TABLE app.log SET LOGGED;

-- mutation: table-unlogged
-- blame: table app/parts
ALTER TABLE app.parts SET UNLOGGED;

-- mutation: table-unlogged-identity
-- blame: table app/ident
ALTER TABLE app.ident SET UNLOGGED;

-- mutation: table-options
-- blame: table app/parts
ALTER TABLE app.parts SET (fillfactor = 50);

-- mutation: table-options-change
-- blame: table app/tuned
ALTER TABLE app.tuned SET (fillfactor = 71);

-- mutation: table-options-reset
-- blame: table app/tuned
ALTER TABLE app.tuned RESET (autovacuum_enabled);

-- mutation: table-options-toast
-- blame: table app/tuned
ALTER TABLE app.tuned RESET (toast.autovacuum_enabled);

-- mutation: table-options-toast-add
-- blame: table app/account
ALTER TABLE app.account SET (toast.autovacuum_vacuum_threshold = 7);

-- mutation: table-options-partition
-- blame: table app/bucket_1
ALTER TABLE app.bucket_1 RESET (fillfactor);

-- mutation: table-options-float
-- blame: table app/parts
ALTER TABLE app.parts SET (autovacuum_vacuum_scale_factor = 0.02, parallel_workers = 3, vacuum_index_cleanup = auto);

-- mutation: table-access-method
-- blame: table app/heaped
ALTER TABLE app.heaped SET ACCESS METHOD heap;

-- mutation: table-access-method-other
-- blame: table app/parts
ALTER TABLE app.parts SET ACCESS METHOD myheap;

-- mutation: table-access-method-partitioned
-- blame: table app/bucket
-- from: 17
ALTER TABLE app.bucket SET ACCESS METHOD myheap;

-- mutation: table-tablespace
-- blame: table app/parts
ALTER TABLE app.parts SET TABLESPACE mut_space;

-- mutation: table-tablespace-partitioned
-- blame: table app/event
ALTER TABLE app.event SET TABLESPACE mut_space;

-- mutation: table-not-of
-- blame: table app/typed
ALTER TABLE app.typed NOT OF;

-- mutation: table-of
-- blame: table app/pairs
-- setup: CREATE TABLE app.pairs (a integer, b integer)
ALTER TABLE app.pairs OF app.pair;

-- mutation: table-cluster
-- blame: cluster_index app/filled
ALTER TABLE app.filled SET WITHOUT CLUSTER;

-- mutation: table-cluster-other
-- blame: cluster_index app/filled
ALTER TABLE app.filled CLUSTER ON filled_pkey;

-- mutation: table-cluster-add
-- blame: cluster_index app/account
ALTER TABLE app.account CLUSTER ON account_created_idx;

-- mutation: table-cluster-do
-- blame: cluster_index app/account
CLUSTER app.account USING account_pkey;

-- mutation: table-replica-full
-- blame: replica_identity app/account
ALTER TABLE app.account REPLICA IDENTITY FULL;

-- mutation: table-replica-nothing
-- blame: replica_identity app/tuned
ALTER TABLE app.tuned REPLICA IDENTITY NOTHING;

-- mutation: table-replica-default
-- blame: replica_identity app/ticket
ALTER TABLE app.ticket REPLICA IDENTITY DEFAULT;

-- mutation: table-replica-index
-- blame: replica_identity app/account
ALTER TABLE app.account REPLICA IDENTITY USING INDEX account_email_key;

-- mutation: table-replica-partition
-- blame: replica_identity app/event_2024
ALTER TABLE app.event_2024 REPLICA IDENTITY FULL;

-- mutation: table-owner
-- blame: owner of table app/product
ALTER TABLE app.product OWNER TO mut_bob;

-- mutation: table-owner-granted
-- blame: owner of table app/account
ALTER TABLE app.account OWNER TO mut_alice;

-- mutation: table-owner-serial
-- blame: owner of table app/ticket
ALTER TABLE app.ticket OWNER TO mut_bob;

-- mutation: table-owner-back
-- blame: owner of table app/owned
ALTER TABLE app.owned OWNER TO postgres;

-- mutation: table-owner-partitioned
-- blame: owner of table app/event
ALTER TABLE app.event OWNER TO mut_bob;

-- mutation: table-comment
-- blame: comment of table app/account
COMMENT ON TABLE app.account IS 'they';

-- mutation: table-comment-drop
-- blame: comment of table Odd Schema/Odd "Table
COMMENT ON TABLE "Odd Schema"."Odd ""Table" IS NULL;

-- mutation: table-comment-add
-- blame: comment of table app/event_2024
COMMENT ON TABLE app.event_2024 IS E'tab\tback\\slash\nline';

-- mutation: table-grant
-- blame: grant mut_alice of table app/account
GRANT DELETE, TRUNCATE ON app.account TO mut_alice;

-- mutation: table-grant-public
-- blame: grant public of table app/product
GRANT SELECT ON app.product TO PUBLIC;

-- mutation: table-grant-all
-- blame: grant mut_bob of table app/product
GRANT ALL ON app.product TO mut_bob WITH GRANT OPTION;

-- mutation: table-grant-option
-- blame: grant mut_alice of table app/account
GRANT SELECT ON app.account TO mut_alice WITH GRANT OPTION;

-- mutation: table-grant-maintain
-- blame: grant mut_bob of table app/product
-- from: 17
GRANT MAINTAIN ON app.product TO mut_bob;

-- mutation: table-revoke-maintain
-- blame: grant mut_alice of table app/mergeable
-- from: 17
REVOKE MAINTAIN ON app.mergeable FROM mut_alice;

-- mutation: table-revoke
-- blame: grant mut_alice of table app/account
REVOKE INSERT ON app.account FROM mut_alice;

-- mutation: table-revoke-all
-- blame: grant mut_alice of table app/account
-- also: grant mut_alice of column app/account/nick
REVOKE ALL ON app.account FROM mut_alice;

-- mutation: table-revoke-columns
-- blame: grant mut_alice of column app/account/nick
REVOKE UPDATE ON app.account FROM mut_alice;

-- mutation: table-revoke-owner
-- blame: grant postgres of table app/product
REVOKE DELETE ON app.product FROM postgres;

-- mutation: table-revoke-owner-all
-- blame: grant mut_bob of table app/owned
REVOKE ALL ON app.owned FROM mut_bob;

-- mutation: table-revoke-default
-- blame: grant mut_alice of table app/nothing
REVOKE SELECT ON app.nothing FROM mut_alice;
