-- requires: pg >= 18
-- rows: public.k
-- NOT NULL that only the parent gives: no statement takes the table's own away below it.
CREATE TABLE p (a integer CONSTRAINT p_a NOT NULL, b integer NOT NULL);
CREATE TABLE k (a integer CONSTRAINT k_a NOT NULL, b integer NOT NULL) INHERITS (p);
CREATE TABLE m (a integer, b integer CONSTRAINT m_b NOT NULL);
INSERT INTO k VALUES (1, 2);
