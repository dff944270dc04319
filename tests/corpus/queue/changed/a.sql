-- The functions of pgmq stand for the extension; the tables of a queue are of no matter here.
CREATE SCHEMA pgmq;
CREATE TABLE pgmq.meta (queue_name varchar UNIQUE NOT NULL, is_partitioned boolean NOT NULL, is_unlogged boolean NOT NULL);
CREATE FUNCTION pgmq.create(name text) RETURNS void LANGUAGE sql AS $$INSERT INTO pgmq.meta VALUES (name, false, false)$$;
CREATE FUNCTION pgmq.create_unlogged(name text) RETURNS void LANGUAGE sql AS $$INSERT INTO pgmq.meta VALUES (name, false, true)$$;
CREATE FUNCTION pgmq.create_partitioned(name text) RETURNS void LANGUAGE sql AS $$INSERT INTO pgmq.meta VALUES (name, true, false)$$;
CREATE FUNCTION pgmq.drop_queue(name text) RETURNS boolean LANGUAGE sql AS $$DELETE FROM pgmq.meta WHERE queue_name = name RETURNING true$$;
SELECT pgmq.create('stays'), pgmq.create('it''s gone'), pgmq.create('Turns'), pgmq.create_partitioned('back');
