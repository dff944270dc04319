-- rows: public.job
CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE job (id integer PRIMARY KEY, s state DEFAULT 'new'::state NOT NULL, past state[] DEFAULT ARRAY['new'::state, 'done'::state], is_done boolean GENERATED ALWAYS AS (s = 'done'::state) STORED, CONSTRAINT ok CHECK (s <> 'done' OR past IS NOT NULL));
INSERT INTO job (id, s) VALUES (1, 'new'), (2, 'done');
CREATE INDEX job_open ON job (id) WHERE s <> 'done';
CREATE UNIQUE INDEX job_s ON job (s, id);
CREATE VIEW open_job AS SELECT id, s FROM job WHERE s = 'new';
CREATE FUNCTION set_state(i integer, to_state state DEFAULT 'done') RETURNS state LANGUAGE sql AS 'UPDATE public.job SET s = to_state WHERE id = i RETURNING s';
CREATE POLICY p ON job USING (s = ANY (ARRAY['new'::state, 'done'::state]));
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON job FOR EACH ROW WHEN (NEW.s = 'done') EXECUTE FUNCTION trg();
GRANT EXECUTE ON FUNCTION set_state(integer, state) TO corpus_app;
