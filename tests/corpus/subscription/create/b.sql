CREATE SUBSCRIPTION plain CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION "Sub 2" CONNECTION 'host=192.0.2.1 application_name=''it s'' dbname=y' PUBLICATION p, "Q q" WITH (connect = false, slot_name = NONE, binary = true, streaming = true, synchronous_commit = remote_write, disable_on_error = true, two_phase = true);
COMMENT ON SUBSCRIPTION plain IS 'it''s plain';
