-- Another connection, and another owner.
CREATE SUBSCRIPTION conn CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE);
