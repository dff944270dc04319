CREATE SUBSCRIPTION "Sub 2" CONNECTION 'host=192.0.2.1 application_name=''it s'' dbname=y' PUBLICATION p, "Q q" WITH (connect = false, slot_name = NONE, synchronous_commit = 'remote_write', binary = true, streaming = 'on', two_phase = true, disable_on_error = true);
CREATE SUBSCRIPTION plain CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE, streaming = 'off');
COMMENT ON SUBSCRIPTION plain IS 'it''s plain';
