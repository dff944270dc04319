-- A new label can't be used in the transaction that added it: default, check, partial index, function, policy.

CREATE TYPE state AS ENUM ('new', 'running', 'done', 'failed');
CREATE TABLE job (id integer PRIMARY KEY, s state DEFAULT 'running' NOT NULL,
  CONSTRAINT job_not_failed CHECK (s <> 'failed' OR id > 0));
CREATE INDEX job_running ON job (id) WHERE s = 'running';
CREATE VIEW failed_job AS SELECT id FROM job WHERE s = 'failed'::state;
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
CREATE POLICY running_only ON job USING (s = 'running');
CREATE FUNCTION first_state() RETURNS state LANGUAGE sql IMMUTABLE RETURN 'failed'::state;
