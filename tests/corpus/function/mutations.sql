-- mutation: function-create
-- blame: function app/fresh
CREATE FUNCTION app.fresh() RETURNS integer LANGUAGE sql AS 'SELECT 1';

-- mutation: function-create-overload
-- blame: function app/add/integer
CREATE FUNCTION app.add(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';

-- mutation: function-create-in-aux
-- blame: function aux/fresh
CREATE FUNCTION aux.fresh() RETURNS integer LANGUAGE sql AS 'SELECT 1';

-- mutation: function-create-full
-- blame: function app/fresh
CREATE FUNCTION app.fresh(OUT a integer, VARIADIC b integer[] DEFAULT '{}') LANGUAGE plpgsql VOLATILE SECURITY DEFINER LEAKPROOF COST 3 SET search_path TO '' AS $$BEGIN a := 1; END$$;

-- mutation: function-create-transform
-- blame: function app/fresh
CREATE FUNCTION app.fresh(x integer) RETURNS integer TRANSFORM FOR TYPE integer LANGUAGE sql AS 'SELECT x';

-- mutation: function-drop
-- blame: function app/lonely
DROP FUNCTION app.lonely(integer);

-- mutation: function-drop-overload
-- blame: function app/add/text, text
DROP FUNCTION app.add(text, text);

-- mutation: function-drop-cascade
-- blame: function app/add/integer, integer
DROP FUNCTION app.add(integer, integer) CASCADE;

-- mutation: function-drop-trigger
-- blame: function app/touch
DROP FUNCTION app.touch() CASCADE;

-- mutation: function-drop-policy
-- blame: function app/secure
DROP FUNCTION app.secure(integer) CASCADE;

-- mutation: function-drop-operator
-- blame: function app/near
DROP FUNCTION app.near(integer, integer) CASCADE;

-- mutation: function-drop-odd
-- blame: function Odd Schema/Odd Fn
DROP FUNCTION "Odd Schema"."Odd Fn"(integer);

-- mutation: function-rename
-- blame: function app/lonely
ALTER FUNCTION app.lonely(integer) RENAME TO alone;

-- mutation: function-rename-used
-- blame: function app/add/integer, integer
ALTER FUNCTION app.add(integer, integer) RENAME TO plus;

-- mutation: function-rename-trigger
-- blame: function app/guard
ALTER FUNCTION app.guard() RENAME TO protect;

-- mutation: function-move
-- blame: function app/is_ok
ALTER FUNCTION app.is_ok(app.mood) SET SCHEMA aux;

-- mutation: function-body
-- blame: function app/add/integer, integer
CREATE OR REPLACE FUNCTION app.add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'SELECT a + b + 0';

-- mutation: function-body-space
-- blame: function app/lonely
CREATE OR REPLACE FUNCTION app.lonely(x integer) RETURNS integer LANGUAGE sql AS 'SELECT  x';

-- mutation: function-body-comment
-- blame: function app/guard
CREATE OR REPLACE FUNCTION app.guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- another remark
    RETURN old;
END
$$;

-- mutation: function-language
-- blame: function app/lonely
CREATE OR REPLACE FUNCTION app.lonely(x integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN x; END';

-- mutation: function-default
-- blame: function app/add/integer, integer
CREATE OR REPLACE FUNCTION app.add(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'SELECT a + b';

-- mutation: function-default-add
-- blame: function app/lonely
CREATE OR REPLACE FUNCTION app.lonely(x integer DEFAULT 3) RETURNS integer LANGUAGE sql AS 'SELECT x';

-- mutation: function-default-add-used
-- blame: function app/add/integer, integer
CREATE OR REPLACE FUNCTION app.add(a integer DEFAULT 9, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'SELECT a + b';

-- mutation: function-volatility
-- blame: function app/add/text, text
ALTER FUNCTION app.add(text, text) IMMUTABLE;

-- mutation: function-volatility-used
-- blame: function app/standard
ALTER FUNCTION app.standard(integer) STABLE;

-- mutation: function-strict
-- blame: function app/add/text, text
ALTER FUNCTION app.add(text, text) STRICT;

-- mutation: function-not-strict
-- blame: function app/add/integer, integer
ALTER FUNCTION app.add(integer, integer) CALLED ON NULL INPUT;

-- mutation: function-definer
-- blame: function app/lonely
ALTER FUNCTION app.lonely(integer) SECURITY DEFINER;

-- mutation: function-invoker
-- blame: function app/secure
ALTER FUNCTION app.secure(integer) SECURITY INVOKER;

-- mutation: function-leakproof
-- blame: function app/add/text, text
ALTER FUNCTION app.add(text, text) LEAKPROOF;

-- mutation: function-parallel
-- blame: function app/add/integer, integer
ALTER FUNCTION app.add(integer, integer) PARALLEL RESTRICTED;

-- mutation: function-parallel-unsafe
-- blame: function app/add/integer, integer
ALTER FUNCTION app.add(integer, integer) PARALLEL UNSAFE;

-- mutation: function-cost
-- blame: function app/add/integer, integer
ALTER FUNCTION app.add(integer, integer) COST 500;

-- mutation: function-cost-small
-- blame: function app/lonely
ALTER FUNCTION app.lonely(integer) COST 0.0025;

-- mutation: function-rows
-- blame: function app/names
ALTER FUNCTION app.names(text[]) ROWS 7;

-- mutation: function-support-drop
-- blame: function app/series
CREATE OR REPLACE FUNCTION app.series(integer, integer) RETURNS SETOF integer LANGUAGE internal IMMUTABLE STRICT AS 'generate_series_int4';

-- mutation: function-support
-- blame: function app/names
ALTER FUNCTION app.names(text[]) SUPPORT array_unnest_support;

-- mutation: function-set
-- blame: function app/lonely
ALTER FUNCTION app.lonely(integer) SET search_path TO app, "Odd Schema";

-- mutation: function-set-empty
-- blame: function app/lonely
ALTER FUNCTION app.lonely(integer) SET search_path TO '';

-- mutation: function-set-change
-- blame: function app/secure
ALTER FUNCTION app.secure(integer) SET search_path TO 'app';

-- mutation: function-reset
-- blame: function app/secure
ALTER FUNCTION app.secure(integer) RESET search_path;

-- mutation: function-reset-all
-- blame: function app/secure
ALTER FUNCTION app.secure(integer) RESET ALL;

-- mutation: function-set-quoted
-- blame: function app/lonely
ALTER FUNCTION app.lonely(integer) SET application_name TO 'it''s';

-- mutation: function-standard-body
-- blame: function app/standard
CREATE OR REPLACE FUNCTION app.standard(x integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN x + 2;

-- mutation: function-standard-to-string
-- blame: function app/standard
CREATE OR REPLACE FUNCTION app.standard(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + 1';

-- mutation: function-atomic-body
-- blame: function app/over_atomic
CREATE OR REPLACE FUNCTION app.over_atomic() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM app.product; END;

-- mutation: function-depends
-- blame: extension_dependency citext of function app/lonely/integer
ALTER FUNCTION app.lonely(integer) DEPENDS ON EXTENSION citext;

-- mutation: function-owner
-- blame: owner of function app/secure/integer
ALTER FUNCTION app.secure(integer) OWNER TO mut_app;

-- mutation: function-comment
-- blame: comment of function app/add/integer, integer
COMMENT ON FUNCTION app.add(integer, integer) IS 'sums';

-- mutation: function-comment-add
-- blame: comment of function app/add/text, text
COMMENT ON FUNCTION app.add(text, text) IS 'joins';

-- mutation: function-grant
-- blame: grant mut_alice of function app/lonely/integer
GRANT EXECUTE ON FUNCTION app.lonely(integer) TO mut_alice;

-- mutation: function-grant-public
-- blame: grant public of function app/secure/integer
GRANT EXECUTE ON FUNCTION app.secure(integer) TO PUBLIC;

-- mutation: function-revoke-public
-- blame: grant public of function app/lonely/integer
REVOKE EXECUTE ON FUNCTION app.lonely(integer) FROM PUBLIC;

-- mutation: function-revoke
-- blame: grant mut_app of function app/secure/integer
REVOKE EXECUTE ON FUNCTION app.secure(integer) FROM mut_app;

-- mutation: function-revoke-owner
-- blame: grant postgres of function app/secure/integer
REVOKE EXECUTE ON FUNCTION app.secure(integer) FROM postgres;
