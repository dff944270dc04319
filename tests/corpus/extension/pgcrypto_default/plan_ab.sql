SET search_path = '';
ALTER TABLE ONLY public.token ALTER COLUMN secret DROP DEFAULT;
DROP EXTENSION pgcrypto;
ALTER TABLE ONLY public.token ALTER COLUMN secret SET DEFAULT md5('x'::text);
RESET search_path;
