CREATE TABLE t (id integer, a timestamp DEFAULT now(), b point, c integer, d jsonb DEFAULT '{}', e integer);
