-- requires: pg >= 18
-- rows: public.part
-- A part has the default name of a NOT NULL of its whole, which is made after the part, or again: PostgreSQL would number it.
CREATE TABLE whole (a integer NOT NULL, b integer NOT NULL) PARTITION BY LIST (a);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
INSERT INTO whole VALUES (1, 2);
CREATE TABLE again (a integer NOT NULL, b integer NOT NULL) PARTITION BY RANGE (a);
CREATE TABLE again_part PARTITION OF again FOR VALUES FROM (1) TO (2);
CREATE TABLE a_new_part PARTITION OF again FOR VALUES FROM (2) TO (3);
