-- mutation: statistics-create
-- blame: statistics app/fresh
CREATE STATISTICS app.fresh ON a, n, d FROM app.filled;

-- mutation: statistics-create-mcv
-- blame: statistics app/fresh
CREATE STATISTICS app.fresh (mcv) ON name, (room + 1) FROM app.product;

-- mutation: statistics-drop
-- blame: statistics app/filled_stat
DROP STATISTICS app.filled_stat;

-- mutation: statistics-drop-expression
-- blame: statistics app/expr_stat
DROP STATISTICS app.expr_stat;

-- mutation: statistics-rename
-- blame: statistics app/filled_stat
ALTER STATISTICS app.filled_stat RENAME TO fs;

-- mutation: statistics-move
-- blame: statistics app/expr_stat
ALTER STATISTICS app.expr_stat SET SCHEMA aux;

-- mutation: statistics-target
-- blame: statistics app/filled_stat
ALTER STATISTICS app.filled_stat SET STATISTICS 100;

-- mutation: statistics-target-drop
-- blame: statistics app/filled_stat
ALTER STATISTICS app.filled_stat SET STATISTICS -1;

-- mutation: statistics-target-add
-- blame: statistics app/expr_stat
ALTER STATISTICS app.expr_stat SET STATISTICS 0;

-- mutation: statistics-owner
-- blame: owner of statistics app/filled_stat
ALTER STATISTICS app.filled_stat OWNER TO mut_bob;

-- mutation: statistics-comment
-- blame: comment of statistics app/filled_stat
COMMENT ON STATISTICS app.filled_stat IS NULL;
