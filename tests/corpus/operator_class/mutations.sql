-- mutation: opclass-create
-- blame: operator_class app/fresh
-- setup: DROP INDEX app.product_ops_idx; DROP OPERATOR CLASS app.number_ops USING btree
CREATE OPERATOR CLASS app.fresh FOR TYPE integer USING btree FAMILY app.numbers AS OPERATOR 1 <, FUNCTION 1 btint4cmp(integer, integer);

-- mutation: opclass-create-default
-- blame: operator_class app/fresh
-- also: operator_class app/fresh/gist
-- also: operator_class gist/app/fresh
CREATE OPERATOR CLASS app.fresh DEFAULT FOR TYPE app.pair USING gist AS STORAGE app.pair;

-- mutation: opclass-drop
-- blame: operator_class app/unused_ops
DROP OPERATOR CLASS app.unused_ops USING hash;

-- mutation: opclass-drop-used
-- blame: operator_class app/number_ops
DROP OPERATOR CLASS app.number_ops USING btree CASCADE;

-- mutation: opclass-rename
-- blame: operator_class app/number_ops
ALTER OPERATOR CLASS app.number_ops USING btree RENAME TO my_ops;

-- mutation: opclass-owner
-- blame: owner of operator_class app/number_ops/btree
ALTER OPERATOR CLASS app.number_ops USING btree OWNER TO mut_bob;

-- mutation: opclass-comment
-- blame: comment of operator_class app/number_ops/btree
COMMENT ON OPERATOR CLASS app.number_ops USING btree IS NULL;

-- mutation: opfamily-create
-- blame: operator_family app/fresh
CREATE OPERATOR FAMILY app.fresh USING gin;

-- mutation: opfamily-drop
-- blame: operator_family app/alone
DROP OPERATOR FAMILY app.alone USING hash;

-- mutation: opfamily-rename
-- blame: operator_family app/alone
ALTER OPERATOR FAMILY app.alone USING hash RENAME TO lonely;

-- mutation: opfamily-add
-- blame: operator_family app/numbers
ALTER OPERATOR FAMILY app.numbers USING btree ADD OPERATOR 1 < (integer, bigint), OPERATOR 3 = (integer, bigint);

-- mutation: opfamily-add-function
-- blame: operator_family app/alone
ALTER OPERATOR FAMILY app.alone USING hash ADD FUNCTION 1 (integer) hashint4(integer);

-- mutation: opfamily-owner
-- blame: owner of operator_family app/numbers/btree
ALTER OPERATOR FAMILY app.numbers USING btree OWNER TO mut_bob;

-- mutation: opfamily-comment
-- blame: comment of operator_family app/numbers/btree
COMMENT ON OPERATOR FAMILY app.numbers USING btree IS 'x';
