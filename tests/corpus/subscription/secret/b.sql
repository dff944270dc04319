-- Another password.
CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1 password=two' PUBLICATION p WITH (connect = false, slot_name = NONE);
