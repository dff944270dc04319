-- requires: extension pgcrypto
CREATE SCHEMA extensions;
CREATE TABLE token (id integer, secret text DEFAULT md5('x'));
