-- requires: pg >= 18
CREATE TABLE t (id int4range, valid daterange, CONSTRAINT k PRIMARY KEY (id, valid WITHOUT OVERLAPS));
