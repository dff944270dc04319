-- rows: public.t
CREATE TABLE t (id integer, a text DEFAULT 'new', b integer, c timestamptz DEFAULT now() + interval '1 day', d text DEFAULT (current_user || '@' || pg_catalog.current_database()), e integer[] DEFAULT ARRAY[1, 2], f boolean DEFAULT NULL, g jsonb DEFAULT '{"a": [1, "it''s"]}');
INSERT INTO t (id) VALUES (1);
