-- mutation: collation-create
-- blame: collation app/fresh
CREATE COLLATION app.fresh (locale = 'C');

-- mutation: collation-create-nondeterministic-like
-- blame: collation app/fresh
CREATE COLLATION app.fresh FROM app.posix;

-- mutation: collation-drop
-- blame: collation app/plain
DROP COLLATION app.plain;

-- mutation: collation-rename
-- blame: collation app/plain
ALTER COLLATION app.plain RENAME TO plainer;

-- mutation: collation-move
-- blame: collation app/plain
ALTER COLLATION app.plain SET SCHEMA aux;

-- mutation: collation-owner
-- blame: owner of collation app/plain
ALTER COLLATION app.plain OWNER TO mut_bob;

-- mutation: collation-comment
-- blame: comment of collation app/plain
COMMENT ON COLLATION app.plain IS NULL;

-- mutation: collation-builtin-drop
-- blame: collation app/builtin
-- from: 17
DROP COLLATION app.builtin;
