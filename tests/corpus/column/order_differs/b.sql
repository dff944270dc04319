-- The same columns in another order are no difference; the default is.

CREATE TABLE t (c date, a integer, b text DEFAULT 'x');
