-- requires: extension btree_gist
CREATE TABLE booking (room integer, during tsrange);
