-- mutation: trigger-create
-- blame: trigger app/orders/fresh
CREATE TRIGGER fresh AFTER INSERT ON app.orders EXECUTE FUNCTION app.touch();

-- mutation: trigger-create-transition
-- blame: trigger app/orders/fresh
CREATE TRIGGER fresh AFTER UPDATE ON app.orders REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION app.touch('a', 'b c', E'\\');

-- mutation: trigger-create-partitioned
-- blame: trigger app/event/fresh
CREATE TRIGGER fresh BEFORE UPDATE ON app.event FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION app.touch();

-- mutation: trigger-create-partition
-- blame: trigger app/event_2024/fresh
CREATE TRIGGER fresh BEFORE UPDATE ON app.event_2024 FOR EACH ROW EXECUTE FUNCTION app.touch();

-- mutation: trigger-create-constraint
-- blame: trigger app/orders/fresh
CREATE CONSTRAINT TRIGGER fresh AFTER UPDATE ON app.orders FROM app.account NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app.touch();

-- mutation: trigger-create-foreign
-- blame: trigger app/far_away/fresh
CREATE TRIGGER fresh BEFORE INSERT ON app.far_away FOR EACH ROW EXECUTE FUNCTION app.touch();

-- mutation: trigger-drop
-- blame: trigger app/account/touch
DROP TRIGGER touch ON app.account;

-- mutation: trigger-drop-disabled
-- blame: trigger app/account/off
DROP TRIGGER off ON app.account;

-- mutation: trigger-drop-view
-- blame: trigger app/over_view/instead
DROP TRIGGER instead ON app.over_view;

-- mutation: trigger-drop-constraint
-- blame: trigger app/orders/late
DROP TRIGGER late ON app.orders;

-- mutation: trigger-drop-partitioned
-- blame: trigger app/event/part_trigger
DROP TRIGGER part_trigger ON app.event;

-- mutation: trigger-drop-always
-- blame: trigger app/product/always
DROP TRIGGER always ON app.product;

-- mutation: trigger-rename
-- blame: trigger app/account/touch
ALTER TRIGGER touch ON app.account RENAME TO touched;

-- mutation: trigger-rename-partitioned
-- blame: trigger app/event/part_trigger
ALTER TRIGGER part_trigger ON app.event RENAME TO pt;

-- mutation: trigger-replace
-- blame: trigger app/account/touch
CREATE OR REPLACE TRIGGER touch AFTER INSERT ON app.account FOR EACH ROW EXECUTE FUNCTION app.touch();

-- mutation: trigger-replace-function
-- blame: trigger app/account/off
CREATE OR REPLACE TRIGGER off AFTER DELETE ON app.account FOR EACH STATEMENT EXECUTE FUNCTION app.touch();

-- mutation: trigger-enable
-- blame: trigger app/account/off
ALTER TABLE app.account ENABLE TRIGGER off;

-- mutation: trigger-disable
-- blame: trigger app/account/touch
ALTER TABLE app.account DISABLE TRIGGER touch;

-- mutation: trigger-replica
-- blame: trigger app/account/touch
ALTER TABLE app.account ENABLE REPLICA TRIGGER touch;

-- mutation: trigger-replica-back
-- blame: trigger app/product/for_replica
ALTER TABLE app.product ENABLE TRIGGER for_replica;

-- mutation: trigger-disable-all
-- blame: trigger app/product/always
ALTER TABLE app.product DISABLE TRIGGER USER;

-- mutation: trigger-disable-partitioned
-- blame: trigger app/event/part_trigger
ALTER TABLE app.event DISABLE TRIGGER part_trigger;

-- mutation: trigger-disable-only
-- blame: trigger app/event/part_trigger
ALTER TABLE ONLY app.event DISABLE TRIGGER part_trigger;

-- mutation: trigger-disable-child
-- blame: trigger app/event_2024/part_trigger
ALTER TABLE app.event_2024 DISABLE TRIGGER part_trigger;

-- mutation: trigger-depends
-- blame: extension_dependency citext of trigger app/account/touch
ALTER TRIGGER touch ON app.account DEPENDS ON EXTENSION citext;

-- mutation: trigger-comment
-- blame: comment of trigger app/account/touch
COMMENT ON TRIGGER touch ON app.account IS 'x';

-- mutation: trigger-comment-drop
-- blame: comment of trigger app/account/touch
COMMENT ON TRIGGER touch ON app.account IS NULL;
