-- Two serial columns come to share one sequence.

CREATE SEQUENCE shared;
CREATE TABLE t1 (id integer DEFAULT nextval('shared') PRIMARY KEY);
CREATE TABLE t2 (id integer DEFAULT nextval('shared') PRIMARY KEY);
