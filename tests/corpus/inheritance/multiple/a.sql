-- Diamond: a column comes from two sides.

CREATE TABLE top (id integer, x text);
CREATE TABLE l (l integer) INHERITS (top);
CREATE TABLE r (r integer) INHERITS (top);
CREATE TABLE bottom (b integer) INHERITS (l, r);
