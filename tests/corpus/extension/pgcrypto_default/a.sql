-- requires: extension pgcrypto
CREATE SCHEMA extensions;
CREATE EXTENSION pgcrypto SCHEMA extensions;
CREATE TABLE token (id integer, secret text DEFAULT encode(extensions.gen_random_bytes(8), 'hex'));
