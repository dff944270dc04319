-- An event trigger that would refuse the plan's own statements if it were made too early or dropped too late.

CREATE TABLE t (id integer, a text);
CREATE FUNCTION no_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no % here', tg_tag; END $$;
CREATE TABLE added (id integer);
CREATE EVENT TRIGGER no_tables ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE', 'DROP TABLE', 'DROP FUNCTION') EXECUTE FUNCTION no_ddl();
