CREATE SEQUENCE ids;
CREATE SCHEMA "Sq";
CREATE SEQUENCE "Sq"."my ids";
CREATE TABLE t (id bigint DEFAULT nextval('ids') PRIMARY KEY, other bigint DEFAULT nextval('"Sq"."my ids"'::regclass));
