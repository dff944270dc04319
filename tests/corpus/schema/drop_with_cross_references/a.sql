-- A schema goes away while another one's objects change from using it.

CREATE SCHEMA lib;
CREATE SCHEMA app;
CREATE DOMAIN lib.code AS text CHECK (length(VALUE) = 3);
CREATE FUNCTION lib.next_code() RETURNS lib.code LANGUAGE sql AS $$ SELECT 'abc'::lib.code $$;
CREATE TABLE app.item (id integer PRIMARY KEY, code lib.code DEFAULT lib.next_code());
CREATE VIEW app.codes AS SELECT code FROM app.item;
