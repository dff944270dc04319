CREATE FUNCTION me() RETURNS name LANGUAGE sql STABLE AS 'SELECT current_user';
CREATE TABLE t (owner text);
CREATE POLICY own ON t USING (owner = me());
