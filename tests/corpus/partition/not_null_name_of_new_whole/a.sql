-- requires: pg >= 18
-- rows: public.part
-- A part has the default name of a NOT NULL of its whole, which is made after the part, or again: PostgreSQL would number it.
CREATE TABLE part (a integer NOT NULL, b integer NOT NULL);
INSERT INTO part VALUES (1, 2);
CREATE TABLE again (a integer, b integer) PARTITION BY LIST (a);
CREATE TABLE again_part PARTITION OF again FOR VALUES IN (1);
