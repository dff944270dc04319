-- Forty tables in a chain of foreign keys against the order of names, views over views, made by a loop.

DO $$
BEGIN
  FOR i IN REVERSE 40..1 LOOP
    EXECUTE format('CREATE TABLE %I (id integer PRIMARY KEY, up integer, kind text DEFAULT %L)', 't' || i, 'k' || i);
    IF i < 40 THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (up) REFERENCES %I', 't' || i, 'f' || i, 't' || i + 1);
    END IF;
    EXECUTE format('CREATE INDEX %I ON %I (up) WHERE kind <> %L', 'i' || i, 't' || i, 'x');
  END LOOP;
  EXECUTE 'CREATE VIEW v40 AS SELECT id, kind FROM t40';
  FOR i IN REVERSE 39..1 LOOP
    EXECUTE format('CREATE VIEW %I AS SELECT v.id, t.kind FROM %I v JOIN %I t ON t.up = v.id', 'v' || i, 'v' || i + 1, 't' || i);
  END LOOP;
END $$;
