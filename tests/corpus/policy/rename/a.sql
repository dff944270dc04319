CREATE TABLE t (id integer);
CREATE POLICY "Old name" ON t FOR SELECT TO corpus_app USING (id = 1);
