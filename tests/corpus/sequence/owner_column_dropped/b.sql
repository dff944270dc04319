-- The column that owned a sequence goes; the sequence stays for another use.

CREATE TABLE t (id integer);
CREATE SEQUENCE s;
ALTER TABLE t ALTER id SET DEFAULT nextval('s');
