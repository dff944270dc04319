-- requires: pg >= 18
CREATE DOMAIN d AS integer CONSTRAINT must NOT NULL;
CREATE DOMAIN e AS integer;
