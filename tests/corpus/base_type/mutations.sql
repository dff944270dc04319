-- mutation: base-create-shell
-- blame: base_type app/fresh
CREATE TYPE app.fresh;

-- mutation: base-drop-shell
-- blame: base_type aux/shell
DROP TYPE aux.shell;

-- mutation: base-drop
-- blame: base_type aux/myint
DROP TYPE aux.myint CASCADE;

-- mutation: base-analyze
-- blame: base_type aux/myint
ALTER TYPE aux.myint SET (ANALYZE = array_typanalyze);

-- mutation: base-typmod
-- blame: base_type aux/myint
ALTER TYPE aux.myint SET (TYPMOD_IN = numerictypmodin, TYPMOD_OUT = numerictypmodout);

-- mutation: base-rename
-- blame: base_type aux/myint
ALTER TYPE aux.myint RENAME TO yourint;

-- mutation: base-move
-- blame: base_type aux/myint
ALTER TYPE aux.myint SET SCHEMA app;

-- mutation: base-owner
-- blame: owner of base_type aux/myint
ALTER TYPE aux.myint OWNER TO mut_bob;

-- mutation: base-comment
-- blame: comment of base_type aux/myint
COMMENT ON TYPE aux.myint IS 'x';

-- mutation: base-grant
-- blame: grant mut_bob of base_type aux/myint
GRANT USAGE ON TYPE aux.myint TO mut_bob;
