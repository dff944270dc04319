-- requires: pg >= 17
-- rows: public.held
-- A NOT NULL whose default name is taken while the plan runs: by the domain's own old version, and by another constraint.
CREATE DOMAIN word AS text NOT NULL CHECK (VALUE <> '');
CREATE DOMAIN later AS integer;
CREATE DOMAIN other AS integer CONSTRAINT later_not_null NOT NULL;
CREATE TABLE held (w word);
INSERT INTO held VALUES ('kept');
CREATE TABLE fresh_holder (a integer, CONSTRAINT fresh_not_null CHECK (a > 0));
