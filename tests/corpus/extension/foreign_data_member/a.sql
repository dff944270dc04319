-- requires: extension postgres_fdw
-- A server and a mapping hang on an extension's wrapper.

-- nothing
