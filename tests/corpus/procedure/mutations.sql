-- mutation: procedure-create
-- blame: procedure app/fresh
CREATE PROCEDURE app.fresh() LANGUAGE sql AS '';

-- mutation: procedure-drop
-- blame: procedure app/idle
DROP PROCEDURE app.idle();

-- mutation: procedure-rename
-- blame: procedure app/idle
ALTER PROCEDURE app.idle() RENAME TO lazy_one;

-- mutation: procedure-body
-- blame: procedure app/idle
CREATE OR REPLACE PROCEDURE app.idle() LANGUAGE sql SECURITY DEFINER AS 'SELECT 2';

-- mutation: procedure-invoker
-- blame: procedure app/idle
ALTER PROCEDURE app.idle() SECURITY INVOKER;

-- mutation: procedure-set
-- blame: procedure app/idle
ALTER PROCEDURE app.idle() SET statement_timeout TO '5s';

-- mutation: procedure-owner
-- blame: owner of procedure app/idle/
ALTER PROCEDURE app.idle() OWNER TO mut_bob;

-- mutation: procedure-comment
-- blame: comment of procedure app/work/integer, text
COMMENT ON PROCEDURE app.work(integer, text) IS NULL;

-- mutation: procedure-revoke-option
-- blame: grant mut_bob of procedure app/work/integer, text
REVOKE GRANT OPTION FOR EXECUTE ON PROCEDURE app.work(integer, text) FROM mut_bob;
