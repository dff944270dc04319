-- A table is attached whose index is invalid, as a partition of it has no part: the server would pass it over.

CREATE TABLE measure (at integer) PARTITION BY RANGE (at);
CREATE TABLE year PARTITION OF measure FOR VALUES FROM (1) TO (9) PARTITION BY RANGE (at);
CREATE TABLE month PARTITION OF year FOR VALUES FROM (1) TO (2);
CREATE INDEX measure_at ON ONLY measure (at);
CREATE INDEX year_at ON ONLY year (at);
ALTER INDEX measure_at ATTACH PARTITION year_at;
