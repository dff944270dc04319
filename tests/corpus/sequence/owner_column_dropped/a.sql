-- The column that owned a sequence goes; the sequence stays for another use.

CREATE TABLE t (id integer, n integer);
CREATE SEQUENCE s OWNED BY t.n;
ALTER TABLE t ALTER id SET DEFAULT nextval('s');
