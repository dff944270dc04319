-- requires: extension citext
-- An extension's type is used by a column, a function, an index and a default.

CREATE EXTENSION citext;
CREATE TABLE account (id integer PRIMARY KEY, email citext DEFAULT 'nobody@example.com'::citext NOT NULL);
CREATE UNIQUE INDEX account_email ON account (email);
CREATE FUNCTION by_email(e citext) RETURNS integer LANGUAGE sql STABLE AS 'SELECT id FROM public.account WHERE email = e';
CREATE VIEW domains AS SELECT split_part(email, '@', 2) AS host FROM account;
