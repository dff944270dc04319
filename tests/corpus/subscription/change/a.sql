CREATE SUBSCRIPTION pubs CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p, q WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION opts CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE, binary = true);
CREATE SUBSCRIPTION phase CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE);
