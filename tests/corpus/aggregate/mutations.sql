-- mutation: aggregate-create
-- blame: aggregate app/fresh
CREATE AGGREGATE app.fresh(integer) (SFUNC = int4larger, STYPE = integer);

-- mutation: aggregate-create-moving
-- blame: aggregate app/fresh
CREATE AGGREGATE app.fresh(integer) (SFUNC = int4pl, STYPE = integer, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MINITCOND = '0', FINALFUNC_MODIFY = SHAREABLE);

-- mutation: aggregate-drop
-- blame: aggregate app/total
DROP AGGREGATE app.total(integer);

-- mutation: aggregate-drop-star
-- blame: aggregate app/anything
DROP AGGREGATE app.anything(*);

-- mutation: aggregate-drop-ordered
-- blame: aggregate app/middle
DROP AGGREGATE app.middle(double precision ORDER BY anyelement);

-- mutation: aggregate-replace
-- blame: aggregate app/total
CREATE OR REPLACE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '5', PARALLEL = SAFE);

-- mutation: aggregate-parallel
-- blame: aggregate app/total
CREATE OR REPLACE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');

-- mutation: aggregate-combine
-- blame: aggregate app/total
CREATE OR REPLACE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE, COMBINEFUNC = int4pl);

-- mutation: aggregate-sortop
-- blame: aggregate app/largest
CREATE OR REPLACE AGGREGATE app.largest(integer) (SFUNC = int4larger, STYPE = integer);

-- mutation: aggregate-rename
-- blame: aggregate app/total
ALTER AGGREGATE app.total(integer) RENAME TO sum_up;

-- mutation: aggregate-move
-- blame: aggregate app/anything
ALTER AGGREGATE app.anything(*) SET SCHEMA aux;

-- mutation: aggregate-owner
-- blame: owner of aggregate app/total/integer
ALTER AGGREGATE app.total(integer) OWNER TO mut_bob;

-- mutation: aggregate-ordered-owner
-- blame: owner of aggregate app/middle/double precision ORDER BY anyelement
ALTER AGGREGATE app.middle(double precision ORDER BY anyelement) OWNER TO mut_bob;

-- mutation: aggregate-comment
-- blame: comment of aggregate app/total/integer
COMMENT ON AGGREGATE app.total(integer) IS NULL;

-- mutation: aggregate-star-comment
-- blame: comment of aggregate app/anything/
COMMENT ON AGGREGATE app.anything(*) IS 'x';

-- mutation: aggregate-ordered-comment
-- blame: comment of aggregate app/middle/double precision ORDER BY anyelement
COMMENT ON AGGREGATE app.middle(double precision ORDER BY anyelement) IS 'x';

-- mutation: aggregate-revoke
-- blame: grant mut_alice of aggregate app/total/integer
REVOKE EXECUTE ON FUNCTION app.total(integer) FROM mut_alice;

-- mutation: aggregate-star-grant
-- blame: grant mut_alice of aggregate app/anything/
GRANT EXECUTE ON FUNCTION app.anything() TO mut_alice;

-- mutation: aggregate-ordered-grant
-- blame: grant mut_bob of aggregate app/middle/double precision ORDER BY anyelement
GRANT EXECUTE ON FUNCTION app.middle(double precision, anyelement) TO mut_bob;
