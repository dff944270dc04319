ALTER TABLE ONLY public.task ALTER COLUMN p DROP DEFAULT;
ALTER TYPE public.prio RENAME TO prio__schemasync_old;
CREATE TYPE public.prio AS ENUM ('low', 'mid', 'high');
ALTER TABLE public.task ALTER COLUMN p TYPE public.prio USING p::text::public.prio;
DROP TYPE public.prio__schemasync_old;
ALTER TABLE ONLY public.task ALTER COLUMN p SET DEFAULT 'mid'::public.prio;
