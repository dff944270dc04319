-- mutation: range-create
-- blame: range app/fresh
CREATE TYPE app.fresh AS RANGE (subtype = time);

-- mutation: range-drop
-- blame: range app/textrange
DROP TYPE app.textrange;

-- mutation: range-drop-used
-- blame: range app/floatrange
DROP TYPE app.floatrange CASCADE;

-- mutation: range-rename
-- blame: range app/floatrange
ALTER TYPE app.floatrange RENAME TO floating;

-- mutation: range-rename-multirange
-- blame: range app/floatrange
-- also: range app/floats
-- also: multirange app/floats
ALTER TYPE app.floats RENAME TO many_floats;

-- mutation: range-move
-- blame: range app/textrange
ALTER TYPE app.textrange SET SCHEMA aux;

-- mutation: range-owner
-- blame: owner of range app/floatrange
ALTER TYPE app.floatrange OWNER TO mut_bob;

-- mutation: range-comment
-- blame: comment of range app/floatrange
COMMENT ON TYPE app.floatrange IS NULL;

-- mutation: range-grant
-- blame: grant mut_bob of range app/floatrange
GRANT USAGE ON TYPE app.floatrange TO mut_bob;
