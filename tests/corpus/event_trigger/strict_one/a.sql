-- An event trigger that would refuse the plan's own statements if it were made too early or dropped too late.

CREATE TABLE t (id integer);
CREATE TABLE gone (id integer);
