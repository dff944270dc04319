-- Range with canonical-free subtype diff, in a table, an exclusion and a view, over a domain that changes its base.

CREATE DOMAIN secs AS double precision;
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE TABLE t (s span, d secs, CONSTRAINT e EXCLUDE USING gist (s WITH &&));
CREATE VIEW v AS SELECT upper(s) AS u, d FROM t;
