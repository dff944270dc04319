-- rows: public.t
-- No assignment cast leads from one to the other, but the text form does.

CREATE TABLE t (id integer PRIMARY KEY, n integer DEFAULT 5, b boolean DEFAULT true, u uuid, j jsonb, arr integer[]);
INSERT INTO t VALUES (1, 5, true, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{}', '{1,2}');
