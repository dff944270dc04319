SET search_path = '';
SET check_function_bodies = off;
CREATE SCHEMA app;
CREATE COLLATION app.c (provider = libc, locale = 'C');
CREATE TYPE app.mood AS ENUM ('ok', 'bad');
CREATE DOMAIN app.pos AS integer CONSTRAINT pos_check CHECK ((VALUE > 0));
CREATE TYPE app.pair AS (a app.pos, b app.mood);
CREATE TYPE app.span AS RANGE (subtype = integer, multirange_type_name = app.span_multirange);
CREATE SEQUENCE app.ids AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
CREATE OR REPLACE FUNCTION app.gen()
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT nextval('app.ids')::integer $function$;
CREATE OR REPLACE FUNCTION app.to_int(app.mood)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION app.trg()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
CREATE AGGREGATE app.agg(integer) (
    SFUNC = pg_catalog.int4larger,
    STYPE = integer
);
CREATE CAST (app.mood AS integer) WITH FUNCTION app.to_int(app.mood);
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER srv FOREIGN DATA WRAPPER w;
CREATE OPERATOR app.### (FUNCTION = int4pl, LEFTARG = integer, RIGHTARG = integer);
CREATE TEXT SEARCH CONFIGURATION app.cfg (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR asciihword WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR asciiword WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR email WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR file WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR "float" WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR host WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR hword WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR hword_asciipart WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR hword_numpart WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR hword_part WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR "int" WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR numhword WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR numword WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR sfloat WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR uint WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR url WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR url_path WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR version WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR word WITH pg_catalog.simple;
CREATE TABLE app.part (
    id integer
) PARTITION BY HASH (id);
CREATE TABLE app.part0 (
    id integer
);
RESET search_path;
CREATE TABLE app.t (
    id integer DEFAULT app.gen() NOT NULL,
    m app.mood,
    p app.pair,
    s app.span,
    txt text COLLATE app.c,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
CREATE TABLE app.u (
    id integer DEFAULT app.gen() NOT NULL,
    more text
) INHERITS (app.t);
SET search_path = '';
CREATE FOREIGN TABLE app.ft (
    a app.mood
) SERVER srv;
CREATE INDEX t_m_idx ON app.t USING btree (m);
ALTER TABLE ONLY app.part ATTACH PARTITION app.part0 FOR VALUES WITH (modulus 2, remainder 0);
RESET search_path;
ALTER TABLE app.u ADD CONSTRAINT u_id_fkey FOREIGN KEY (id) REFERENCES app.t(id);
SET search_path = '';
CREATE VIEW app.v (id, m) AS
 SELECT id,
    m
   FROM app.t;
RESET search_path;
CREATE MATERIALIZED VIEW app.mv (n) AS
 SELECT pg_catalog.count(*) AS n
   FROM app.v;
SET search_path = '';
CREATE STATISTICS app.st ON id, m FROM app.t;
CREATE RULE r AS
    ON DELETE TO app.v DO INSTEAD NOTHING;
CREATE TRIGGER tr BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.trg();
CREATE POLICY pol ON app.t FOR ALL TO PUBLIC USING ((id > 0));
ALTER SCHEMA app OWNER TO corpus_alice;
GRANT USAGE ON SCHEMA app TO corpus_app;
COMMENT ON SCHEMA app IS 'all of it';
CREATE PUBLICATION pub WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);
ALTER PUBLICATION pub ADD TABLE ONLY app.t;
ALTER PUBLICATION pub ADD TABLE ONLY app.u;
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA app GRANT SELECT ON TABLES TO corpus_app;
RESET search_path;
RESET check_function_bodies;
