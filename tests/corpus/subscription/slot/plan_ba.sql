COMMENT ON SUBSCRIPTION s IS NULL;
ALTER SUBSCRIPTION s DISABLE;
ALTER SUBSCRIPTION s SET (slot_name = 's');
CREATE SUBSCRIPTION t CONNECTION 'host=192.0.2.1 dbname=x' PUBLICATION p WITH (connect = false, slot_name = 't', streaming = 'off');
