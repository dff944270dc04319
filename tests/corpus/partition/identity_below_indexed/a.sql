-- A partitioned partition with an identity and partitions of its own comes below a table that has indexes and a key.
-- requires: pg >= 17

CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, kind text, day date NOT NULL, PRIMARY KEY (id, kind, day)) PARTITION BY RANGE (day);
CREATE INDEX events_kind ON events (kind);
CREATE TABLE events_default PARTITION OF events DEFAULT;
