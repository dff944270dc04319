-- rows: public.t
CREATE TABLE t (id integer PRIMARY KEY, x text, added text, with_default integer DEFAULT 7 NOT NULL, volatile_default uuid DEFAULT gen_random_uuid(), arr integer[] DEFAULT '{1,2}' NOT NULL);
INSERT INTO t (id, x) VALUES (1, 'x'), (2, 'y');
