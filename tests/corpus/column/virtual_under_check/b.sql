-- requires: pg >= 18
-- keeps: SELECT a FROM public.checked
-- A virtual column is made again where PostgreSQL cannot change its expression: a check on its table, or a publication of it.
CREATE TABLE checked (a integer CHECK (a > 0), v integer GENERATED ALWAYS AS (a * 3));
INSERT INTO checked VALUES (1);
CREATE VIEW above AS SELECT v FROM checked;
CREATE TABLE published (a integer PRIMARY KEY, v integer GENERATED ALWAYS AS (a * 3));
CREATE PUBLICATION pub FOR TABLE published;
CREATE TABLE free (a integer, v integer GENERATED ALWAYS AS (a * 3));
