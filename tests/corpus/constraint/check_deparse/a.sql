-- Texts that PostgreSQL prints otherwise than they were written.

CREATE TABLE t (id integer, s character varying(10), d date);
