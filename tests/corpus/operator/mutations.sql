-- mutation: operator-create
-- blame: operator app/&&&
CREATE OPERATOR app.&&& (FUNCTION = app.near, LEFTARG = integer, RIGHTARG = integer);

-- mutation: operator-drop
-- blame: operator app/@@@
DROP OPERATOR app.@@@ (NONE, integer);

-- mutation: operator-drop-used
-- blame: operator app/~~~
DROP OPERATOR app.~~~ (integer, integer) CASCADE;

-- mutation: operator-move
-- blame: operator app/@@@
ALTER OPERATOR app.@@@ (NONE, integer) SET SCHEMA aux;

-- mutation: operator-restrict
-- blame: operator app/~~~
ALTER OPERATOR app.~~~ (integer, integer) SET (RESTRICT = NONE);

-- mutation: operator-join
-- blame: operator app/!~~~
ALTER OPERATOR app.!~~~ (integer, integer) SET (JOIN = neqjoinsel);

-- mutation: operator-hashes
-- blame: operator app/~~~
-- from: 17
ALTER OPERATOR app.~~~ (integer, integer) SET (HASHES, MERGES);

-- mutation: operator-owner
-- blame: owner of operator app/~~~/integer/integer
ALTER OPERATOR app.~~~ (integer, integer) OWNER TO mut_bob;

-- mutation: operator-comment
-- blame: comment of operator app/@@@/NONE/integer
COMMENT ON OPERATOR app.@@@ (NONE, integer) IS 'x';

-- mutation: operator-comment-drop
-- blame: comment of operator app/@@@/NONE/integer
COMMENT ON OPERATOR app.@@@ (NONE, integer) IS NULL;
