-- rows: public.account
-- requires: extension citext
-- A relocatable extension moves; a column of its type follows.

CREATE SCHEMA extensions;
CREATE EXTENSION citext SCHEMA public;
CREATE TABLE account (id integer PRIMARY KEY, email public.citext);
INSERT INTO account VALUES (1, 'A@b.c'), (2, 'd@e.f');
