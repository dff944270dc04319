-- The same columns in another order are no difference; the default is.

CREATE TABLE t (a integer, b text, c date);
