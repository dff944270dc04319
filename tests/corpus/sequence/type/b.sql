-- A sequence's type drags its bounds along unless they were given.

CREATE SEQUENCE a AS bigint;
CREATE SEQUENCE b AS integer;
CREATE SEQUENCE c AS bigint MAXVALUE 2147483647;
CREATE SEQUENCE d AS bigint MAXVALUE 100;
