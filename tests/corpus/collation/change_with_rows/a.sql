-- A collation in use is defined otherwise: columns, a key, a domain, a composite type and a partitioned table move to the new one.
-- keeps: SELECT id, name, alias, nick, tag::text FROM public.person ORDER BY id
-- keeps: SELECT region, name FROM public.place ORDER BY region

CREATE COLLATION sorted (LOCALE = 'C');
CREATE DOMAIN nick AS text COLLATE sorted CHECK (VALUE > 'a');
CREATE TYPE tag AS (key text COLLATE sorted, value integer);
CREATE TABLE person (
    id integer PRIMARY KEY, name text COLLATE sorted NOT NULL DEFAULT 'nobody' UNIQUE, alias character varying(10)[] COLLATE sorted,
    nick nick COLLATE sorted, tag tag, CHECK (name > 'A'), upper text COLLATE sorted GENERATED ALWAYS AS (upper(name)) STORED
);
CREATE INDEX person_name ON person (lower(name), id);
CREATE VIEW early AS SELECT name FROM person WHERE name < 'm';
CREATE TABLE place (region integer, name text COLLATE sorted) PARTITION BY LIST (region);
CREATE TABLE place_one PARTITION OF place FOR VALUES IN (1);
INSERT INTO person (id, name, alias, nick, tag) VALUES (1, 'Ann', '{a,b}', 'annie', '(x,1)'), (2, 'Bob', NULL, NULL, NULL);
INSERT INTO place VALUES (1, 'here');
