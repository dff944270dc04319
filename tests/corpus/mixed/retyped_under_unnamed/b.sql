-- requires: extension citext
-- requires: extension hstore
-- keeps: SELECT id FROM t
-- The server reads checks and indexes of a column anew when it gets another type: the operators must be in reach then.

CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
SET search_path = public, ext;
CREATE TABLE t (
    id bigint,
    email citext,
    more hstore,
    CHECK (id > 0 AND email IS DISTINCT FROM 'x'),
    CHECK (id > 1 OR more IS DISTINCT FROM '')
);
CREATE INDEX i ON t (id) WHERE email IS DISTINCT FROM 'y';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (old.email IS DISTINCT FROM new.email AND old.id > 1)
    EXECUTE FUNCTION suppress_redundant_updates_trigger();
INSERT INTO t VALUES (1, 'a', 'a=>1');
