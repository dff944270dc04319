CREATE SUBSCRIPTION pubs CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION q, r WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION opts CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE, synchronous_commit = local, disable_on_error = true);
CREATE SUBSCRIPTION phase CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE, two_phase = true);
ALTER SUBSCRIPTION pubs OWNER TO CURRENT_USER;
