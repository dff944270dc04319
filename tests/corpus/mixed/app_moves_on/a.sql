-- rows: public.member
-- A day's work on a small application, with rows.

CREATE TYPE plan AS ENUM ('free', 'trial', 'paid');
CREATE TABLE org (id integer PRIMARY KEY, name character varying(50), plan plan DEFAULT 'trial' NOT NULL);
CREATE TABLE member (id integer PRIMARY KEY, org_id integer REFERENCES org, email text, active boolean DEFAULT true, meta json);
CREATE INDEX member_email ON member (email);
CREATE VIEW paying AS SELECT m.id, m.email FROM member m JOIN org o ON o.id = m.org_id WHERE o.plan = 'paid';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER member_touch BEFORE UPDATE ON member FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY "read own" ON member FOR SELECT TO corpus_app USING (email = current_user);
GRANT SELECT ON member TO corpus_app;
INSERT INTO org VALUES (1, 'x', 'free');
INSERT INTO member VALUES (1, 1, 'a@b', true, '{}'), (2, 1, 'c@d', false, NULL);
