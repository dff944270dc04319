-- requires: pg >= 18
-- rows: public.k
CREATE TABLE p (a integer CONSTRAINT p_a NOT NULL, b integer NOT NULL);
CREATE TABLE k (a integer, b integer CONSTRAINT own_b NOT NULL) INHERITS (p);
CREATE TABLE m (a integer, b integer) INHERITS (p);
INSERT INTO k VALUES (1, 2);
