CREATE TABLE booking (room integer, during tsrange, c circle, cancelled boolean, CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&), CONSTRAINT gone EXCLUDE USING gist (c WITH &&));
