CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE lang HANDLER handler;
CREATE TYPE t1 AS (a integer);
CREATE TYPE t2 AS (a integer);
CREATE TYPE t3 AS (a integer);
CREATE FUNCTION t2_from(internal) RETURNS t2 LANGUAGE internal IMMUTABLE STRICT AS 'int4recv';
CREATE FUNCTION t3_from(internal) RETURNS t3 LANGUAGE internal IMMUTABLE STRICT AS 'int4recv';

CREATE TRANSFORM FOR t1 LANGUAGE lang (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE TRANSFORM FOR t2 LANGUAGE lang (TO SQL WITH FUNCTION t2_from(internal));
COMMENT ON TRANSFORM FOR t2 LANGUAGE lang IS 'kept';
