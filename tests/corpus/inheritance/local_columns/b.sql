-- Whether a child's column is its own, or the parent's, or both. No ALTER takes a column's own definition back: the (empty) child has to be made anew.

CREATE TABLE p (a integer, b text);

CREATE TABLE c (a integer) INHERITS (p);
