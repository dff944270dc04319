-- mutation: subscription-create
-- blame: subscription fresh
CREATE SUBSCRIPTION fresh CONNECTION 'dbname=none' PUBLICATION p WITH (connect = false, slot_name = NONE);

-- mutation: subscription-drop
-- blame: subscription old
-- setup: CREATE SUBSCRIPTION old CONNECTION 'dbname=none' PUBLICATION p, q WITH (connect = false, slot_name = NONE, binary = true)
DROP SUBSCRIPTION old;

-- mutation: subscription-publications
-- blame: subscription old
-- setup: CREATE SUBSCRIPTION old CONNECTION 'dbname=none' PUBLICATION p WITH (connect = false, slot_name = NONE)
ALTER SUBSCRIPTION old SET PUBLICATION q WITH (refresh = false);

-- mutation: subscription-options
-- blame: subscription old
-- setup: CREATE SUBSCRIPTION old CONNECTION 'dbname=none' PUBLICATION p WITH (connect = false, slot_name = NONE)
ALTER SUBSCRIPTION old SET (synchronous_commit = local, streaming = on);

-- mutation: subscription-owner-comment
-- blame: comment of subscription old
-- setup: CREATE SUBSCRIPTION old CONNECTION 'dbname=none' PUBLICATION p WITH (connect = false, slot_name = NONE)
COMMENT ON SUBSCRIPTION old IS 'x';
