-- requires: pg >= 18
-- requires: extension btree_gist
CREATE EXTENSION btree_gist;
CREATE TABLE room (id integer, valid daterange, note text, CONSTRAINT room_pkey PRIMARY KEY (id, valid WITHOUT OVERLAPS), CONSTRAINT room_u UNIQUE (note, valid WITHOUT OVERLAPS));
CREATE TABLE booking (id integer, room integer, valid daterange, CONSTRAINT booking_room FOREIGN KEY (room, PERIOD valid) REFERENCES room (id, PERIOD valid));
