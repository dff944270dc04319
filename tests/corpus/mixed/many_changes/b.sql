-- Ten tables, each changed in another way, by a loop; one view over all of them.

DO $$
BEGIN
  FOR i IN 1..10 LOOP
    EXECUTE format('CREATE TABLE %I (id integer PRIMARY KEY, a integer, b text)', 't' || i);
  END LOOP;
END $$;
ALTER TABLE t1 ALTER a TYPE bigint;
ALTER TABLE t2 DROP a, ADD c date;
ALTER TABLE t3 ALTER b SET NOT NULL;
ALTER TABLE t4 ADD FOREIGN KEY (a) REFERENCES t1;
CREATE INDEX ON t5 (a);
ALTER TABLE t6 ENABLE ROW LEVEL SECURITY;
COMMENT ON COLUMN t7.a IS 'seven';
ALTER TABLE t8 OWNER TO corpus_alice;
GRANT SELECT ON t9 TO corpus_app;
DROP TABLE t10;
CREATE VIEW everything AS SELECT t1.a AS a1, t2.c AS a2, t3.b AS b3, t4.id AS id4 FROM t1, t2, t3, t4;
