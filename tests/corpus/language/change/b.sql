CREATE SCHEMA s;
CREATE FUNCTION s.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION s.inline(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION s.validator(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';

CREATE TRUSTED LANGUAGE lang HANDLER s.handler INLINE s.inline VALIDATOR s.validator;
CREATE FUNCTION f() RETURNS integer LANGUAGE lang AS 'BEGIN RETURN 1; END';
CREATE TRUSTED LANGUAGE owned HANDLER s.handler;
ALTER LANGUAGE owned OWNER TO corpus_alice;
REVOKE USAGE ON LANGUAGE owned FROM PUBLIC;
GRANT USAGE ON LANGUAGE owned TO corpus_app WITH GRANT OPTION;
COMMENT ON LANGUAGE lang IS 'kept';
