-- Parents come in their order, although what one of them needs first keeps it waiting.

CREATE TABLE a (i integer);
CREATE TABLE c (i integer);
CREATE TABLE d (i integer, x integer);
