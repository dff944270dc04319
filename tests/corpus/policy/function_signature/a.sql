CREATE FUNCTION me() RETURNS text LANGUAGE sql STABLE AS 'SELECT current_user::text';
CREATE TABLE t (owner text);
CREATE POLICY own ON t USING (owner = me());
