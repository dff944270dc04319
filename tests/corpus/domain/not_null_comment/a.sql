-- requires: pg >= 17
CREATE DOMAIN d AS text CONSTRAINT nn NOT NULL;
