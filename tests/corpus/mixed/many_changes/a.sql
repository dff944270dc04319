-- Ten tables, each changed in another way, by a loop; one view over all of them.

DO $$
BEGIN
  FOR i IN 1..10 LOOP
    EXECUTE format('CREATE TABLE %I (id integer PRIMARY KEY, a integer, b text)', 't' || i);
  END LOOP;
END $$;
CREATE VIEW everything AS SELECT t1.a AS a1, t2.a AS a2, t3.b AS b3, t4.id AS id4 FROM t1, t2, t3, t4;
