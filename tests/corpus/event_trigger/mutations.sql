-- mutation: event-create
-- blame: event_trigger fresh
CREATE EVENT TRIGGER fresh ON ddl_command_start EXECUTE FUNCTION app.on_ddl();

-- mutation: event-create-rewrite
-- blame: event_trigger fresh
CREATE EVENT TRIGGER fresh ON table_rewrite WHEN TAG IN ('ALTER TABLE', 'ALTER TYPE') EXECUTE FUNCTION app.on_ddl();

-- mutation: event-drop
-- blame: event_trigger watch
DROP EVENT TRIGGER watch;

-- mutation: event-drop-disabled
-- blame: event_trigger watch_drop
DROP EVENT TRIGGER watch_drop;

-- mutation: event-drop-function
-- blame: function app/on_ddl
DROP FUNCTION app.on_ddl() CASCADE;

-- mutation: event-rename
-- blame: event_trigger watch
ALTER EVENT TRIGGER watch RENAME TO look;

-- mutation: event-disable
-- blame: event_trigger watch
ALTER EVENT TRIGGER watch DISABLE;

-- mutation: event-enable
-- blame: event_trigger watch_drop
ALTER EVENT TRIGGER watch_drop ENABLE;

-- mutation: event-replica
-- blame: event_trigger watch
ALTER EVENT TRIGGER watch ENABLE REPLICA;

-- mutation: event-always
-- blame: event_trigger watch
ALTER EVENT TRIGGER watch ENABLE ALWAYS;

-- mutation: event-login
-- blame: event_trigger on_login
-- from: 17
ALTER EVENT TRIGGER on_login ENABLE;

-- mutation: event-comment
-- blame: comment of event_trigger watch
COMMENT ON EVENT TRIGGER watch IS NULL;
