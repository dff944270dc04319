CREATE TABLE t (id integer, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t TO corpus_app USING (owner = 'me') WITH CHECK (owner <> 'you');
CREATE TABLE u (t_owner text);
CREATE POLICY cross_table ON u USING (EXISTS (SELECT FROM t WHERE t.owner = u.t_owner));
COMMENT ON POLICY cross_table ON u IS 'crosses';
