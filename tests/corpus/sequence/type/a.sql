-- A sequence's type drags its bounds along unless they were given.

CREATE SEQUENCE a AS smallint;
CREATE SEQUENCE b;
CREATE SEQUENCE c AS integer MAXVALUE 2147483647;
CREATE SEQUENCE d AS integer MAXVALUE 100;
