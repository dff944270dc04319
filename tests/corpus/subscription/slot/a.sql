-- A subscription with a slot on the other server is dropped without asking there.
CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false);
CREATE SUBSCRIPTION t CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false);
