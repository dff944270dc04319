CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;
ALTER EXTENSION hstore ADD TABLE public.kept;
COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';
