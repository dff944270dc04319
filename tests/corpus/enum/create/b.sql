CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE nothing AS ENUM ();
CREATE TABLE person (id integer, m mood DEFAULT 'ok' NOT NULL, history mood[] DEFAULT '{}'::mood[]);
