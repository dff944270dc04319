-- A partitioned partition with an identity and partitions of its own comes below a table that has indexes and a key.
-- requires: pg >= 17

CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, kind text, day date NOT NULL, PRIMARY KEY (id, kind, day)) PARTITION BY RANGE (day);
CREATE INDEX events_kind ON events (kind);
CREATE TABLE events_default PARTITION OF events DEFAULT;
CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE events_24_x PARTITION OF events_24 FOR VALUES IN ('x') PARTITION BY RANGE (id);
CREATE TABLE events_24_x_low PARTITION OF events_24_x FOR VALUES FROM (0) TO (1000);
CREATE TABLE events_24_y PARTITION OF events_24 FOR VALUES IN ('y');
CREATE INDEX events_24_day ON events_24 (day);
