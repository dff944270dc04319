-- mutation: rule-create
-- blame: rule app/product/fresh
CREATE RULE fresh AS ON UPDATE TO app.product WHERE new.room > 1 DO ALSO INSERT INTO app.log VALUES (now(), old.name);

-- mutation: rule-create-instead
-- blame: rule app/names_view/fresh
CREATE RULE fresh AS ON DELETE TO app.names_view DO INSTEAD (DELETE FROM app.account WHERE id = old.id; NOTIFY gone);

-- mutation: rule-drop
-- blame: rule app/log/no_delete
DROP RULE no_delete ON app.log;

-- mutation: rule-drop-disabled
-- blame: rule app/tuned/log_also
DROP RULE log_also ON app.tuned;

-- mutation: rule-drop-view
-- blame: rule app/names_view/view_insert
DROP RULE view_insert ON app.names_view;

-- mutation: rule-replace
-- blame: rule app/log/no_delete
CREATE OR REPLACE RULE no_delete AS ON DELETE TO app.log WHERE old.line = 'x' DO INSTEAD NOTHING;

-- mutation: rule-replace-event
-- blame: rule app/log/no_delete
CREATE OR REPLACE RULE no_delete AS ON UPDATE TO app.log DO INSTEAD NOTHING;

-- mutation: rule-replace-disabled
-- blame: rule app/tuned/log_also
CREATE OR REPLACE RULE log_also AS ON INSERT TO app.tuned DO ALSO INSERT INTO app.log VALUES (now(), 'y');

-- mutation: rule-rename
-- blame: rule app/log/no_delete
ALTER RULE no_delete ON app.log RENAME TO keep;

-- mutation: rule-disable
-- blame: rule app/log/no_delete
ALTER TABLE app.log DISABLE RULE no_delete;

-- mutation: rule-enable
-- blame: rule app/tuned/log_also
ALTER TABLE app.tuned ENABLE RULE log_also;

-- mutation: rule-always
-- blame: rule app/log/no_delete
ALTER TABLE app.log ENABLE ALWAYS RULE no_delete;

-- mutation: rule-comment
-- blame: comment of rule app/log/no_delete
COMMENT ON RULE no_delete ON app.log IS NULL;
