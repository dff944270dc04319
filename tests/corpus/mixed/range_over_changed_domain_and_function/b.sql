-- Range with canonical-free subtype diff, in a table, an exclusion and a view, over a domain that changes its base.

CREATE DOMAIN secs AS integer;
CREATE TYPE span AS RANGE (SUBTYPE = int8, MULTIRANGE_TYPE_NAME = many_spans);
CREATE TABLE t (s span, d secs, m many_spans, CONSTRAINT e EXCLUDE USING gist (s WITH &&));
CREATE VIEW v AS SELECT upper(s) AS u, d FROM t;
