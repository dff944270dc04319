CREATE SCHEMA s;
CREATE FUNCTION s.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION s.inline(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION s.validator(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';

CREATE LANGUAGE plain HANDLER s.handler;
CREATE TRUSTED LANGUAGE "Full One" HANDLER s.handler INLINE s.inline VALIDATOR s.validator;
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE "Full One" AS 'BEGIN RETURN a; END';
COMMENT ON LANGUAGE plain IS 'it''s plain';
