CREATE TYPE point3 AS (x double precision, y double precision, z double precision);
CREATE TYPE empty AS ();
CREATE TYPE name AS (first text COLLATE "C", last character varying(50), tags text[]);
CREATE TYPE nested AS (n name, ps point3[]);
CREATE TABLE t (id integer, n nested, p point3 DEFAULT '(0,0,0)');
