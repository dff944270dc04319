-- Policies that read other tables, views and functions, and each other's tables.

CREATE TABLE team (id integer PRIMARY KEY, name text);
CREATE TABLE member (team_id integer REFERENCES team, who text);
ALTER TABLE team ENABLE ROW LEVEL SECURITY;
