ALTER TYPE public.prio ADD VALUE 'mid' AFTER 'low';
COMMIT;
ALTER TABLE ONLY public.task ALTER COLUMN p SET DEFAULT 'mid'::public.prio;
