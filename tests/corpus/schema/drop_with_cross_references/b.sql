-- A schema goes away while another one's objects change from using it.

CREATE SCHEMA app;
CREATE TABLE app.item (id integer PRIMARY KEY, code text DEFAULT 'abc');
CREATE VIEW app.codes AS SELECT code FROM app.item;
