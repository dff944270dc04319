ALTER TABLE ONLY public.task ALTER COLUMN p DROP DEFAULT;
ALTER TABLE ONLY public.task ALTER COLUMN ps DROP DEFAULT;
ALTER TYPE public.prio RENAME TO prio__schemasync_old;
CREATE TYPE public.prio AS ENUM ('low', 'high');
ALTER TABLE public.task ALTER COLUMN p TYPE public.prio USING p::text::public.prio;
ALTER TABLE public.task ALTER COLUMN ps TYPE public.prio[] USING ps::text[]::public.prio[];
DROP TYPE public.prio__schemasync_old;
ALTER TABLE ONLY public.task ALTER COLUMN p SET DEFAULT 'low'::public.prio;
ALTER TABLE ONLY public.task ALTER COLUMN ps SET DEFAULT ARRAY['low'::public.prio];
