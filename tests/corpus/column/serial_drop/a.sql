-- rows: public.t
CREATE TABLE t (id bigserial PRIMARY KEY, small smallserial);
INSERT INTO t DEFAULT VALUES;
