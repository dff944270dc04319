-- requires: pg >= 18
CREATE TABLE p (a integer CONSTRAINT p_a NOT NULL, b integer, c integer NOT NULL NO INHERIT);
CREATE TABLE k (b integer CONSTRAINT own_b NOT NULL) INHERITS (p);
CREATE TABLE m (a integer CONSTRAINT m_a NOT NULL) INHERITS (p);
