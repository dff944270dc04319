DROP SUBSCRIPTION phase;
ALTER SUBSCRIPTION opts SET (synchronous_commit = 'off', binary = true, disable_on_error = false);
ALTER SUBSCRIPTION pubs SET PUBLICATION p, q WITH (refresh = false);
CREATE SUBSCRIPTION phase CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE, streaming = 'off');
