CREATE OPERATOR CLASS ops FOR TYPE integer USING btree AS OPERATOR 1 > , OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
CREATE OPERATOR CLASS dflt DEFAULT FOR TYPE money USING hash AS OPERATOR 1 = (money, money), FUNCTION 1 hashint8(bigint);
CREATE OPERATOR FAMILY fam USING btree;
ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 2 <= (integer, bigint), FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);
COMMENT ON OPERATOR CLASS ops USING btree IS 'kept';
CREATE TABLE t (i integer);
CREATE INDEX t_i ON t (i ops);
