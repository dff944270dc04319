-- rows: public.t
CREATE TABLE t (id integer, a text DEFAULT 'old', b integer DEFAULT 5, c timestamptz, d text, e integer[] DEFAULT '{}', f boolean DEFAULT true, g jsonb DEFAULT '{}');
INSERT INTO t (id) VALUES (1);
