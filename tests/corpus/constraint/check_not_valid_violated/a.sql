-- rows: public.t
-- Old rows break the new rule: only NOT VALID lets it in.

CREATE TABLE t (id integer, a integer);
INSERT INTO t VALUES (1, -5);
