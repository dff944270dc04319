SET search_path = '';
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA extensions;
COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';
ALTER TABLE ONLY public.token ALTER COLUMN secret SET DEFAULT encode(extensions.gen_random_bytes(8), 'hex'::text);
RESET search_path;
