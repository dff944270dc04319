-- mutation: transform-drop
-- blame: transform integer/sql
DROP TRANSFORM FOR integer LANGUAGE sql;

-- mutation: transform-replace
-- blame: transform integer/sql
CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));

-- mutation: transform-create
-- blame: transform text/sql
CREATE TRANSFORM FOR text LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));

-- mutation: transform-comment
-- blame: comment of transform integer/sql
COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS NULL;
