SET search_path = '';
ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;
ALTER TABLE ONLY public.t ALTER COLUMN f DROP DEFAULT;
ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 'new'::text;
ALTER TABLE ONLY public.t ALTER COLUMN e SET DEFAULT ARRAY[1, 2];
ALTER TABLE ONLY public.t ALTER COLUMN g SET DEFAULT '{"a": [1, "it''s"]}'::jsonb;
ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT (now() + '1 day'::interval);
ALTER TABLE ONLY public.t ALTER COLUMN d SET DEFAULT (((CURRENT_USER)::text || '@'::text) || (current_database())::text);
RESET search_path;
