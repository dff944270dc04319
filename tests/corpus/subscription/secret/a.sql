-- Another password.
CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1 password=one' PUBLICATION p WITH (connect = false, slot_name = NONE);
