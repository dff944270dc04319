-- requires: pg >= 18
-- requires: extension btree_gist
CREATE EXTENSION btree_gist;
CREATE TABLE room (id integer, valid daterange, note text);
CREATE TABLE booking (id integer, room integer, valid daterange);
