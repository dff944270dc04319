-- mutation: composite-create
-- blame: composite_type app/fresh
CREATE TYPE app.fresh AS (a integer, "B c" text);

-- mutation: composite-create-empty
-- blame: composite_type app/fresh
CREATE TYPE app.fresh AS ();

-- mutation: composite-drop
-- blame: composite_type app/pair
DROP TYPE app.pair CASCADE;

-- mutation: composite-drop-used
-- blame: composite_type app/address
DROP TYPE app.address CASCADE;

-- mutation: composite-drop-typed
-- blame: composite_type app/form
DROP TYPE app.form CASCADE;

-- mutation: composite-rename
-- blame: composite_type app/address
ALTER TYPE app.address RENAME TO place;

-- mutation: composite-rename-typed
-- blame: composite_type app/form
ALTER TYPE app.form RENAME TO shape;

-- mutation: composite-move
-- blame: composite_type app/pair
ALTER TYPE app.pair SET SCHEMA aux;

-- mutation: composite-add
-- blame: composite_type app/pair
ALTER TYPE app.pair ADD ATTRIBUTE c text;

-- mutation: composite-add-used
-- blame: composite_type app/address
ALTER TYPE app.address ADD ATTRIBUTE country text;

-- mutation: composite-add-typed
-- blame: composite_type app/form
ALTER TYPE app.form ADD ATTRIBUTE extra text CASCADE;

-- mutation: composite-drop-attribute
-- blame: composite_type app/pair
ALTER TYPE app.pair DROP ATTRIBUTE b;

-- mutation: composite-drop-attribute-used
-- blame: composite_type app/address
ALTER TYPE app.address DROP ATTRIBUTE city;

-- mutation: composite-drop-attribute-typed
-- blame: composite_type app/form
ALTER TYPE app.form DROP ATTRIBUTE amount CASCADE;

-- mutation: composite-rename-attribute
-- blame: composite_type app/pair
ALTER TYPE app.pair RENAME ATTRIBUTE a TO z;

-- mutation: composite-rename-attribute-used
-- blame: composite_type app/address
ALTER TYPE app.address RENAME ATTRIBUTE street TO road;

-- mutation: composite-rename-attribute-typed
-- blame: composite_type app/form
ALTER TYPE app.form RENAME ATTRIBUTE label TO title CASCADE;

-- mutation: composite-type
-- blame: composite_type app/pair
ALTER TYPE app.pair ALTER ATTRIBUTE b TYPE bigint;

-- mutation: composite-type-typed
-- blame: composite_type app/form
ALTER TYPE app.form ALTER ATTRIBUTE amount TYPE numeric(9,3) CASCADE;

-- mutation: composite-collation
-- blame: composite_type app/pair
ALTER TYPE app.pair ADD ATTRIBUTE c text COLLATE "POSIX";

-- mutation: composite-owner
-- blame: owner of composite_type app/pair
ALTER TYPE app.pair OWNER TO mut_bob;

-- mutation: composite-comment
-- blame: comment of composite_type app/pair
COMMENT ON TYPE app.pair IS 'x';

-- mutation: composite-attribute-comment
-- blame: comment of column app/pair/a
COMMENT ON COLUMN app.pair.a IS 'x';

-- mutation: composite-attribute-comment-drop
-- blame: comment of column app/pair/a
COMMENT ON COLUMN app.pair.a IS NULL;

-- mutation: composite-attribute-comment-add
-- blame: comment of column app/address/city
COMMENT ON COLUMN app.address.city IS 'x';

-- mutation: composite-grant
-- blame: grant mut_bob of composite_type app/pair
GRANT USAGE ON TYPE app.pair TO mut_bob;
