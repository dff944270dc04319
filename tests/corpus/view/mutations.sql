-- mutation: view-create
-- blame: view app/fresh
CREATE VIEW app.fresh AS SELECT 1 AS one;

-- mutation: view-create-options
-- blame: view app/fresh
CREATE VIEW app.fresh WITH (security_barrier) AS SELECT id FROM app.product WHERE room > 1 WITH CASCADED CHECK OPTION;

-- mutation: view-create-empty
-- blame: view app/fresh
CREATE VIEW app.fresh AS SELECT;

-- mutation: view-create-over
-- blame: view app/fresh
CREATE VIEW app.fresh (a, b) AS SELECT t.s, o.* FROM app.totals t, app.over_totals o;

-- mutation: view-drop
-- blame: view app/safe
DROP VIEW app.safe;

-- mutation: view-drop-cascade
-- blame: view app/names_view
DROP VIEW app.names_view CASCADE;

-- mutation: view-drop-recursive
-- blame: view app/tree
DROP VIEW app.tree;

-- mutation: view-drop-owned
-- blame: view app/over_view
DROP VIEW app.over_view;

-- mutation: view-rename
-- blame: view app/names_view
ALTER VIEW app.names_view RENAME TO all_names;

-- mutation: view-rename-column
-- blame: view app/names_view
ALTER VIEW app.names_view RENAME COLUMN email TO mail;

-- mutation: view-rename-column-used
-- blame: view app/names_view
ALTER VIEW app.names_view RENAME COLUMN id TO number;

-- mutation: view-move
-- blame: view app/safe
ALTER VIEW app.safe SET SCHEMA aux;

-- mutation: view-replace
-- blame: view app/names_view
CREATE OR REPLACE VIEW app.names_view AS SELECT id, email, nick FROM app.account WHERE balance > 1;

-- mutation: view-replace-append
-- blame: view app/names_view
CREATE OR REPLACE VIEW app.names_view AS SELECT id, email, nick, mood FROM app.account WHERE balance > 0;

-- mutation: view-replace-group
-- blame: view app/grouped
CREATE OR REPLACE VIEW app.grouped AS SELECT id, name, count(*) AS n FROM app.product GROUP BY id, name;

-- mutation: view-option
-- blame: view app/names_view
ALTER VIEW app.names_view SET (security_invoker = true);

-- mutation: view-option-false
-- blame: view app/safe
ALTER VIEW app.safe SET (security_invoker = false);

-- mutation: view-option-reset
-- blame: view app/safe
ALTER VIEW app.safe RESET (security_invoker);

-- mutation: view-option-reset-two
-- blame: view app/safe
ALTER VIEW app.safe RESET (security_invoker, security_barrier);

-- mutation: view-check
-- blame: view app/updatable
ALTER VIEW app.updatable SET (check_option = cascaded);

-- mutation: view-check-reset
-- blame: view app/updatable
ALTER VIEW app.updatable RESET (check_option);

-- mutation: view-owner
-- blame: owner of view app/names_view
ALTER VIEW app.names_view OWNER TO mut_alice;

-- mutation: view-owner-back
-- blame: owner of view app/over_view
ALTER VIEW app.over_view OWNER TO postgres;

-- mutation: view-comment
-- blame: comment of view app/names_view
COMMENT ON VIEW app.names_view IS 'x';

-- mutation: view-comment-drop
-- blame: comment of view app/names_view
COMMENT ON VIEW app.names_view IS NULL;

-- mutation: view-grant
-- blame: grant mut_bob of view app/names_view
GRANT INSERT ON app.names_view TO mut_bob;

-- mutation: view-grant-column
-- blame: grant mut_bob of column app/safe/mood
GRANT SELECT (mood) ON app.safe TO mut_bob;

-- mutation: view-revoke
-- blame: grant mut_alice of view app/names_view
REVOKE SELECT ON app.names_view FROM mut_alice;

-- mutation: view-revoke-column
-- blame: grant mut_bob of column app/safe/id
REVOKE SELECT (id) ON app.safe FROM mut_bob;
