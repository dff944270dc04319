-- rows: public.t
-- Checks added, dropped, changed, renamed.

CREATE DOMAIN pct AS numeric
  CONSTRAINT low CHECK (VALUE >= 0)
  CONSTRAINT high CHECK (VALUE <= 1000)
  CONSTRAINT is_whole CHECK (VALUE = round(VALUE));
CREATE TABLE t (p pct);
INSERT INTO t VALUES (50);
