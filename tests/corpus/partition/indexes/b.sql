-- Indexes of the top have children; some children have other names; one index is only at the top.

CREATE TABLE p (id integer, k integer, a text) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX p_id ON p (id, a);
CREATE INDEX "My Child" ON p1 (lower(a));
CREATE INDEX p_lower ON p (lower(a)) WHERE id > 0;
CREATE INDEX p_low ON p (lower(a));
CREATE INDEX top_only ON ONLY p (k);
CREATE INDEX one_side ON ONLY p (a DESC);
CREATE INDEX p1_side ON p1 (a DESC);
ALTER INDEX one_side ATTACH PARTITION p1_side;
COMMENT ON INDEX "My Child" IS 'attached by itself';
