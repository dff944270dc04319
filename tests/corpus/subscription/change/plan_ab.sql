DROP SUBSCRIPTION phase;
ALTER SUBSCRIPTION opts SET (synchronous_commit = 'local', binary = false, disable_on_error = true);
ALTER SUBSCRIPTION pubs SET PUBLICATION q, r WITH (refresh = false);
CREATE SUBSCRIPTION phase CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE, streaming = 'off', two_phase = true);
