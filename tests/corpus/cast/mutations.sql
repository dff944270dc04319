-- mutation: cast-create
-- blame: cast app.level/integer
CREATE CAST (app.level AS integer) WITH INOUT;

-- mutation: cast-create-binary
-- blame: cast aux.myint/integer
CREATE CAST (aux.myint AS integer) WITHOUT FUNCTION;

-- mutation: cast-drop
-- blame: cast app.mood/integer
DROP CAST (app.mood AS integer);

-- mutation: cast-drop-inout
-- blame: cast app.pair/text
DROP CAST (app.pair AS text);

-- mutation: cast-comment
-- blame: comment of cast app.mood/integer
COMMENT ON CAST (app.mood AS integer) IS NULL;
