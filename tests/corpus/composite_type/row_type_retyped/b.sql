-- A column changes its type while its table's rows are values of other columns: single, in arrays, inside other types, two levels deep.
-- keeps: SELECT id, (one).code::text, many::text, (deep).spot.code::text FROM public.log ORDER BY id
-- keeps: SELECT held::text FROM public.holding
-- keeps: SELECT ((entry).one).code::text FROM public.log_log

CREATE TYPE state AS ENUM ('new', 'old');
CREATE TABLE spot (code bigint, state state);
CREATE TABLE spot_child () INHERITS (spot);
CREATE DOMAIN held_spot AS spot CHECK ((VALUE).code > 0);
CREATE TYPE deep AS (label text, spot spot);
CREATE FUNCTION code_of(spot) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.code::text';
CREATE TABLE log (
    id integer PRIMARY KEY, one spot NOT NULL DEFAULT ROW(1, 'new')::spot, many spot[], deep deep, child spot_child,
    CHECK ((one).code > 0)
);
CREATE INDEX log_code ON log (code_of(one));
CREATE INDEX log_one ON log USING btree (one record_ops);
CREATE VIEW codes AS SELECT id, (one).code FROM log;
CREATE MATERIALIZED VIEW ones AS SELECT one FROM log;
CREATE TABLE log_log (entry log, at date);
INSERT INTO log VALUES (1, '(1,new)', '{"(2,old)","(3,)"}', '(x,"(5,old)")', '(6,new)'), (2, '(7,)', NULL, NULL, NULL);
INSERT INTO log_log SELECT log FROM log WHERE id = 1;
CREATE TABLE holding (held held_spot);
INSERT INTO holding VALUES ('(4,new)');
