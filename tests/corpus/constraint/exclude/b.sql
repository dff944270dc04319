CREATE TABLE booking (room integer, during tsrange, c circle, cancelled boolean,
  CONSTRAINT no_overlap EXCLUDE USING gist (int4range(room, room, '[]') WITH =, during WITH &&) WHERE (NOT cancelled),
  CONSTRAINT later EXCLUDE USING btree (room WITH =) INCLUDE (cancelled) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT opc EXCLUDE USING btree ((lower(cancelled::text)) COLLATE "C" text_pattern_ops WITH =));
