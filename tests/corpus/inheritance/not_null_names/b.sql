-- requires: pg >= 18
CREATE TABLE p (a integer, b integer CONSTRAINT p_b NOT NULL, c integer NOT NULL);
CREATE TABLE k (b integer CONSTRAINT own_b NOT NULL) INHERITS (p);
CREATE TABLE m (a integer CONSTRAINT m_a2 NOT NULL) INHERITS (p);
