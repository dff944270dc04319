-- A column that two parents have changes its type, another is of a type made anew; PostgreSQL lets neither parent alone do it.
-- keeps: SELECT amount::numeric, mood::text, note FROM public.child ORDER BY note
-- keeps: SELECT amount::numeric, note FROM public.below

CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE one (amount numeric(8,2) DEFAULT 1, mood mood);
CREATE TABLE two (mood mood, amount numeric(8,2) CHECK (amount > 0) NOT NULL);
CREATE TABLE between () INHERITS (two);
CREATE TABLE child (amount numeric(8,2), note text) INHERITS (one, between);
CREATE TABLE below () INHERITS (child);
CREATE INDEX child_amount ON child (amount);
CREATE VIEW sums AS SELECT mood, sum(amount) FROM child GROUP BY mood;
INSERT INTO child VALUES (1, 'sad', 'x'), (2, 'happy', 'y');
INSERT INTO below VALUES (3, NULL, 'z');
