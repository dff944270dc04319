-- mutation: schema-create
-- blame: schema fresh
CREATE SCHEMA fresh;

-- mutation: schema-create-odd
-- blame: schema Fresh "one"
CREATE SCHEMA "Fresh ""one""";

-- mutation: schema-create-owned
-- blame: schema fresh
CREATE SCHEMA fresh AUTHORIZATION mut_alice;

-- mutation: schema-drop
-- blame: schema empty
DROP SCHEMA empty;

-- mutation: schema-drop-cascade
-- blame: schema aux
DROP SCHEMA aux CASCADE;

-- mutation: schema-drop-odd-cascade
-- blame: schema Odd Schema
DROP SCHEMA "Odd Schema" CASCADE;

-- mutation: schema-rename
-- blame: schema empty
ALTER SCHEMA empty RENAME TO void;

-- mutation: schema-rename-full
-- blame: schema aux
ALTER SCHEMA aux RENAME TO auxiliary;

-- mutation: schema-rename-odd
-- blame: schema Odd Schema
ALTER SCHEMA "Odd Schema" RENAME TO odd;

-- mutation: schema-rename-app
-- blame: schema app
ALTER SCHEMA app RENAME TO application;

-- mutation: schema-owner
-- blame: owner of schema app
ALTER SCHEMA app OWNER TO mut_alice;

-- mutation: schema-owner-back
-- blame: owner of schema aux
ALTER SCHEMA aux OWNER TO postgres;

-- mutation: schema-public-owner
-- blame: owner of schema public
ALTER SCHEMA public OWNER TO mut_alice;

-- mutation: schema-comment
-- blame: comment of schema app
COMMENT ON SCHEMA app IS 'another';

-- mutation: schema-comment-drop
-- blame: comment of schema app
COMMENT ON SCHEMA app IS NULL;

-- mutation: schema-comment-add
-- blame: comment of schema empty
COMMENT ON SCHEMA empty IS 'it''s \ "new"';

-- mutation: schema-public-comment
-- blame: comment of schema public
COMMENT ON SCHEMA public IS 'mine';

-- mutation: schema-public-comment-drop
-- blame: comment of schema public
COMMENT ON SCHEMA public IS NULL;

-- mutation: schema-grant
-- blame: grant mut_alice of schema app
GRANT CREATE ON SCHEMA app TO mut_alice;

-- mutation: schema-grant-new
-- blame: grant mut_bob of schema empty
GRANT ALL ON SCHEMA empty TO mut_bob;

-- mutation: schema-grant-public
-- blame: grant public of schema app
GRANT USAGE ON SCHEMA app TO PUBLIC;

-- mutation: schema-grant-option
-- blame: grant mut_alice of schema app
GRANT USAGE ON SCHEMA app TO mut_alice WITH GRANT OPTION;

-- mutation: schema-revoke
-- blame: grant mut_alice of schema app
REVOKE USAGE ON SCHEMA app FROM mut_alice;

-- mutation: schema-revoke-option
-- blame: grant mut_app of schema aux
REVOKE GRANT OPTION FOR CREATE ON SCHEMA aux FROM mut_app;

-- mutation: schema-revoke-owner
-- blame: grant postgres of schema app
REVOKE CREATE ON SCHEMA app FROM postgres;

-- mutation: schema-public-grant
-- blame: grant public of schema public
GRANT CREATE ON SCHEMA public TO PUBLIC;

-- mutation: schema-public-revoke
-- blame: grant public of schema public
REVOKE USAGE ON SCHEMA public FROM PUBLIC;

-- mutation: schema-public-drop
-- blame: schema public
DROP SCHEMA public CASCADE;
