CREATE TABLE t (a integer, b integer, CONSTRAINT u UNIQUE (a), CONSTRAINT c CHECK (a > 0));
COMMENT ON CONSTRAINT u ON t IS 'unique';
COMMENT ON INDEX u IS 'its index';
COMMENT ON CONSTRAINT c ON t IS 'check';
