-- Policies that read other tables, views and functions, and each other's tables.

CREATE TABLE team (id integer PRIMARY KEY, name text);
CREATE TABLE member (team_id integer REFERENCES team, who text, role text);
CREATE FUNCTION is_member(t integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO '' AS 'SELECT EXISTS (SELECT 1 FROM public.member WHERE team_id = t)';
CREATE VIEW admins AS SELECT team_id, who FROM member WHERE role = 'admin';
ALTER TABLE team ENABLE ROW LEVEL SECURITY;
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON team FOR SELECT TO corpus_app USING (is_member(id));
CREATE POLICY edit ON team FOR UPDATE USING (id IN (SELECT team_id FROM admins WHERE who = current_setting('app.user', true)));
CREATE POLICY see ON member FOR SELECT USING (team_id IN (SELECT id FROM team WHERE name <> ''));
