-- mutation: extension-create
-- blame: extension pg_trgm
CREATE EXTENSION pg_trgm;

-- mutation: extension-create-in
-- blame: extension pg_trgm
CREATE EXTENSION pg_trgm WITH SCHEMA app;

-- mutation: extension-drop
-- blame: extension hstore
DROP EXTENSION hstore CASCADE;

-- mutation: extension-drop-used
-- blame: extension citext
DROP EXTENSION citext CASCADE;

-- mutation: extension-move
-- blame: extension hstore
ALTER EXTENSION hstore SET SCHEMA aux;

-- mutation: extension-move-other
-- blame: extension citext
ALTER EXTENSION citext SET SCHEMA app;

-- mutation: extension-comment
-- blame: comment of extension hstore
COMMENT ON EXTENSION hstore IS 'pairs';

-- mutation: extension-member-add
-- blame: table app/log
ALTER EXTENSION hstore ADD TABLE app.log;

-- mutation: extension-member-remove
-- blame: function public/akeys/public.hstore
ALTER EXTENSION hstore DROP FUNCTION public.akeys(hstore);

-- mutation: extension-member-grant
-- blame: grant mut_alice of function public/akeys/public.hstore
GRANT EXECUTE ON FUNCTION public.akeys(hstore) TO mut_alice;
