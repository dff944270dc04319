-- A default that only the parent has.

CREATE TABLE p (id integer, x text);
CREATE TABLE c () INHERITS (p);
ALTER TABLE ONLY p ALTER x SET DEFAULT 'p';
ALTER TABLE ONLY p ALTER id SET STATISTICS 7;
