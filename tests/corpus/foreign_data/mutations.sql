-- mutation: wrapper-create
-- blame: foreign_data_wrapper fresh
CREATE FOREIGN DATA WRAPPER fresh;

-- mutation: wrapper-create-handler
-- blame: foreign_data_wrapper fresh
CREATE FOREIGN DATA WRAPPER fresh VALIDATOR postgresql_fdw_validator;

-- mutation: wrapper-drop
-- blame: foreign_data_wrapper wrapper
DROP FOREIGN DATA WRAPPER wrapper CASCADE;

-- mutation: wrapper-rename
-- blame: foreign_data_wrapper wrapper
ALTER FOREIGN DATA WRAPPER wrapper RENAME TO wrap;

-- mutation: wrapper-options
-- blame: foreign_data_wrapper wrapper
ALTER FOREIGN DATA WRAPPER wrapper OPTIONS (SET debug 'false', ADD "Odd" 'it''s');

-- mutation: wrapper-options-drop
-- blame: foreign_data_wrapper wrapper
ALTER FOREIGN DATA WRAPPER wrapper OPTIONS (DROP debug);

-- mutation: wrapper-comment
-- blame: comment of foreign_data_wrapper wrapper
COMMENT ON FOREIGN DATA WRAPPER wrapper IS NULL;

-- mutation: wrapper-revoke
-- blame: grant mut_alice of foreign_data_wrapper wrapper
REVOKE USAGE ON FOREIGN DATA WRAPPER wrapper FROM mut_alice;

-- mutation: server-create
-- blame: foreign_server fresh
CREATE SERVER fresh FOREIGN DATA WRAPPER wrapper;

-- mutation: server-drop
-- blame: foreign_server idle_server
DROP SERVER idle_server;

-- mutation: server-drop-cascade
-- blame: foreign_server remote
DROP SERVER remote CASCADE;

-- mutation: server-rename
-- blame: foreign_server remote
ALTER SERVER remote RENAME TO distant;

-- mutation: server-version
-- blame: foreign_server remote
ALTER SERVER remote VERSION '2';

-- mutation: server-version-none
-- blame: foreign_server remote
ALTER SERVER remote VERSION NULL;

-- mutation: server-options
-- blame: foreign_server remote
ALTER SERVER remote OPTIONS (SET host 'i', DROP port);

-- mutation: server-owner
-- blame: owner of foreign_server remote
ALTER SERVER remote OWNER TO mut_alice;

-- mutation: server-comment
-- blame: comment of foreign_server remote
COMMENT ON SERVER remote IS 'x';

-- mutation: server-grant
-- blame: grant mut_alice of foreign_server idle_server
GRANT USAGE ON FOREIGN SERVER idle_server TO mut_alice;

-- mutation: server-revoke-option
-- blame: grant mut_bob of foreign_server remote
REVOKE GRANT OPTION FOR USAGE ON FOREIGN SERVER remote FROM mut_bob;

-- mutation: mapping-create
-- blame: user_mapping remote/mut_bob
-- also: user_mapping mut_bob/remote
CREATE USER MAPPING FOR mut_bob SERVER remote OPTIONS (a 'b');

-- mutation: mapping-drop
-- blame: user_mapping remote/mut_alice
-- also: user_mapping mut_alice/remote
DROP USER MAPPING FOR mut_alice SERVER remote;

-- mutation: mapping-drop-public
-- blame: user_mapping remote/public
-- also: user_mapping public/remote
DROP USER MAPPING FOR PUBLIC SERVER remote;

-- mutation: mapping-options
-- blame: user_mapping remote/mut_alice
-- also: user_mapping mut_alice/remote
-- unsolved: secrets are never read: a password is left out
ALTER USER MAPPING FOR mut_alice SERVER remote OPTIONS (ADD password 'other');

-- mutation: mapping-options-user
-- blame: user_mapping remote/mut_alice
-- also: user_mapping mut_alice/remote
ALTER USER MAPPING FOR mut_alice SERVER remote OPTIONS (SET "user" 'v', ADD other 'w');

-- mutation: mapping-options-add
-- blame: user_mapping remote/public
-- also: user_mapping public/remote
ALTER USER MAPPING FOR PUBLIC SERVER remote OPTIONS (x 'y');

-- mutation: foreign-table-create
-- blame: foreign_table app/fresh
CREATE FOREIGN TABLE app.fresh (a integer) SERVER idle_server;

-- mutation: foreign-table-create-partition
-- blame: foreign_table app/fresh
-- setup: CREATE TABLE app.bucket_list (a integer) PARTITION BY LIST (a)
CREATE FOREIGN TABLE app.fresh PARTITION OF app.bucket_list DEFAULT SERVER remote;

-- mutation: foreign-table-drop
-- blame: foreign_table app/far_away
DROP FOREIGN TABLE app.far_away;

-- mutation: foreign-table-drop-child
-- blame: foreign_table app/far_child
DROP FOREIGN TABLE app.far_child;

-- mutation: foreign-table-rename
-- blame: foreign_table app/far_away
ALTER FOREIGN TABLE app.far_away RENAME TO distant;

-- mutation: foreign-table-options
-- blame: foreign_table app/far_away
ALTER FOREIGN TABLE app.far_away OPTIONS (SET table_name 'x', ADD y 'z');

-- mutation: foreign-table-options-drop
-- blame: foreign_table app/far_away
ALTER FOREIGN TABLE app.far_away OPTIONS (DROP table_name);

-- mutation: foreign-table-column
-- blame: column app/far_away/n
ALTER FOREIGN TABLE app.far_away ADD n numeric OPTIONS (column_name 'N');

-- mutation: foreign-table-column-drop
-- blame: column app/far_away/t
ALTER FOREIGN TABLE app.far_away DROP t;

-- mutation: foreign-table-column-type
-- blame: column app/far_away/t
ALTER FOREIGN TABLE app.far_away ALTER t TYPE varchar(9);

-- mutation: foreign-table-column-options
-- blame: column app/far_away/id
ALTER FOREIGN TABLE app.far_away ALTER id OPTIONS (SET column_name 'y');

-- mutation: foreign-table-column-options-drop
-- blame: column app/far_away/id
ALTER FOREIGN TABLE app.far_away ALTER id OPTIONS (DROP column_name);

-- mutation: foreign-table-column-default
-- blame: column_default app/far_away/t
ALTER FOREIGN TABLE app.far_away ALTER t DROP DEFAULT;

-- mutation: foreign-table-column-null
-- blame: column app/far_away/id
ALTER FOREIGN TABLE app.far_away ALTER id DROP NOT NULL;

-- mutation: foreign-table-check
-- blame: constraint app/far_away/far_check
ALTER FOREIGN TABLE app.far_away DROP CONSTRAINT far_check;

-- mutation: foreign-table-check-add
-- blame: constraint app/far_away/other
ALTER FOREIGN TABLE app.far_away ADD CONSTRAINT other CHECK (t <> 'q') NOT VALID;

-- mutation: foreign-table-owner
-- blame: owner of foreign_table app/far_away
ALTER FOREIGN TABLE app.far_away OWNER TO mut_bob;

-- mutation: foreign-table-comment
-- blame: comment of foreign_table app/far_away
COMMENT ON FOREIGN TABLE app.far_away IS NULL;

-- mutation: foreign-table-column-comment
-- blame: comment of column app/far_away/id
COMMENT ON COLUMN app.far_away.id IS NULL;

-- mutation: foreign-table-revoke
-- blame: grant mut_alice of foreign_table app/far_away
REVOKE SELECT ON app.far_away FROM mut_alice;

-- mutation: foreign-table-statistics
-- blame: column app/far_away/t
ALTER FOREIGN TABLE app.far_away ALTER t SET STATISTICS 3;
