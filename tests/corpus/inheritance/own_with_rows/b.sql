-- A child's columns are its own, or its parent's alone: it is made anew, with all that hangs on it, and keeps its rows.
-- rows: public.c
-- rows: public.far
-- keeps: SELECT id, kind, tags, total, more, serial FROM ONLY public.c ORDER BY id
-- keeps: SELECT id FROM ONLY public.d
-- keeps: SELECT nextval('public.c_serial_seq') > max(serial) FROM ONLY public.c

CREATE TYPE sort AS ENUM ('x', 'y');
CREATE TABLE p (id integer, kind sort);
CREATE TABLE c (
    tags sort[], price numeric(8, 2), total numeric GENERATED ALWAYS AS (price * 2) STORED,
    more integer GENERATED ALWAYS AS IDENTITY, serial serial, PRIMARY KEY (id)
) INHERITS (p);
CREATE TABLE d () INHERITS (c);
CREATE TABLE far (c_id integer REFERENCES c (id));
CREATE VIEW v AS SELECT id, kind FROM c;
CREATE INDEX c_kind ON c (kind);
ALTER TABLE c ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY nobody ON c USING (kind = 'y');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
INSERT INTO c (id, kind, tags, price) VALUES (1, 'x', '{x,y}', 1.5), (7, 'y', NULL, 2);
INSERT INTO d (id, more) VALUES (9, 1);
INSERT INTO far VALUES (7);
CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION f();
