-- Diamond: a column comes from two sides.

CREATE TABLE top (id bigint, y text);
CREATE TABLE l (l integer) INHERITS (top);
CREATE TABLE r (r integer, l integer) INHERITS (top);
CREATE TABLE bottom (b integer) INHERITS (l, r);
CREATE INDEX bottom_y ON bottom (y);
