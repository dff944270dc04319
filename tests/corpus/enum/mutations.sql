-- mutation: enum-create
-- blame: enum app/fresh
CREATE TYPE app.fresh AS ENUM ('a');

-- mutation: enum-create-empty
-- blame: enum app/fresh
CREATE TYPE app.fresh AS ENUM ();

-- mutation: enum-drop
-- blame: enum app/unused
DROP TYPE app.unused;

-- mutation: enum-drop-cascade
-- blame: enum app/mood
DROP TYPE app.mood CASCADE;

-- mutation: enum-drop-odd
-- blame: enum Odd Schema/Odd Enum
DROP TYPE "Odd Schema"."Odd Enum";

-- mutation: enum-rename
-- blame: enum app/unused
ALTER TYPE app.unused RENAME TO used;

-- mutation: enum-rename-used
-- blame: enum app/mood
ALTER TYPE app.mood RENAME TO temper;

-- mutation: enum-move
-- blame: enum app/mood
ALTER TYPE app.mood SET SCHEMA aux;

-- mutation: enum-add-end
-- blame: enum app/mood
ALTER TYPE app.mood ADD VALUE 'elated';

-- mutation: enum-add-start
-- blame: enum app/mood
ALTER TYPE app.mood ADD VALUE 'awful' BEFORE 'sad';

-- mutation: enum-add-middle
-- blame: enum app/level
ALTER TYPE app.level ADD VALUE 'middle' AFTER 'low';

-- mutation: enum-add-unused
-- blame: enum app/unused
ALTER TYPE app.unused ADD VALUE 'half' BEFORE 'two';

-- mutation: enum-rename-label
-- blame: enum app/level
ALTER TYPE app.level RENAME VALUE 'low' TO 'lower';

-- mutation: enum-rename-label-default
-- blame: enum app/mood
ALTER TYPE app.mood RENAME VALUE 'ok' TO 'fine';

-- mutation: enum-rename-label-unused
-- blame: enum app/unused
ALTER TYPE app.unused RENAME VALUE 'two' TO 'zwei';

-- mutation: enum-owner
-- blame: owner of enum app/mood
ALTER TYPE app.mood OWNER TO mut_app;

-- mutation: enum-owner-back
-- blame: owner of enum app/level
ALTER TYPE app.level OWNER TO postgres;

-- mutation: enum-comment
-- blame: comment of enum app/mood
COMMENT ON TYPE app.mood IS NULL;

-- mutation: enum-comment-add
-- blame: comment of enum Odd Schema/Odd Enum
COMMENT ON TYPE "Odd Schema"."Odd Enum" IS 'x';

-- mutation: enum-grant
-- blame: grant mut_alice of enum app/level
GRANT USAGE ON TYPE app.level TO mut_alice;

-- mutation: enum-revoke
-- blame: grant mut_alice of enum app/mood
REVOKE USAGE ON TYPE app.mood FROM mut_alice;

-- mutation: enum-grant-public
-- blame: grant public of enum app/mood
GRANT USAGE ON TYPE app.mood TO PUBLIC;

-- mutation: enum-revoke-public
-- blame: grant public of enum app/unused
REVOKE USAGE ON TYPE app.unused FROM PUBLIC;
