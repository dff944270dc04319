CREATE TABLE t (a integer, b integer, CONSTRAINT u UNIQUE (a, b), CONSTRAINT c CHECK (a > 1));
COMMENT ON CONSTRAINT u ON t IS 'unique';
COMMENT ON INDEX u IS 'its index';
COMMENT ON CONSTRAINT c ON t IS 'check';
