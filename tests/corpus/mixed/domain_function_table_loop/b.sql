-- A domain's check calls a function that is written over a table that has a column of the domain.

CREATE TABLE word (w text);
CREATE FUNCTION known(x text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT 1 FROM public.word WHERE w = x)';
CREATE DOMAIN known_word AS text CHECK (known(VALUE));
ALTER TABLE word ADD COLUMN synonym known_word;
CREATE FUNCTION use_it(k known_word) RETURNS known_word LANGUAGE sql AS 'SELECT k';
