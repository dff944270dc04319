CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT public.uuid_generate_v4();
COMMENT ON EXTENSION "uuid-ossp" IS 'generate universally unique identifiers (UUIDs)';
