-- Another connection, and another owner.
CREATE SUBSCRIPTION conn CONNECTION 'host=192.0.2.2 dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION conn OWNER TO CURRENT_USER;
