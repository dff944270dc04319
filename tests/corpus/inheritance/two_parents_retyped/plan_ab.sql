SET search_path = '';
DROP VIEW public.sums;
ALTER TABLE public.two DROP CONSTRAINT two_amount_check;
ALTER TABLE ONLY public.below ALTER COLUMN amount DROP DEFAULT;
ALTER TABLE ONLY public.child ALTER COLUMN amount DROP DEFAULT;
ALTER TABLE ONLY public.one ALTER COLUMN amount DROP DEFAULT;
ALTER TYPE public.mood RENAME TO mood__schemasync_old;
CREATE TABLE public.one__schemasync_common AS SELECT amount FROM public.one WITH NO DATA;
ALTER TABLE public.one INHERIT public.one__schemasync_common;
ALTER TABLE public.two INHERIT public.one__schemasync_common;
ALTER TABLE public.one__schemasync_common ALTER COLUMN amount TYPE numeric(8,2) USING amount::numeric(8,2);
ALTER TABLE public.one NO INHERIT public.one__schemasync_common;
ALTER TABLE public.two NO INHERIT public.one__schemasync_common;
DROP TABLE public.one__schemasync_common;
CREATE TYPE public.mood AS ENUM ('happy', 'sad');
CREATE TABLE public.one__schemasync_common AS SELECT mood FROM public.one WITH NO DATA;
ALTER TABLE public.one INHERIT public.one__schemasync_common;
ALTER TABLE public.two INHERIT public.one__schemasync_common;
ALTER TABLE public.one__schemasync_common ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
ALTER TABLE public.one NO INHERIT public.one__schemasync_common;
ALTER TABLE public.two NO INHERIT public.one__schemasync_common;
DROP TABLE public.one__schemasync_common;
DROP TYPE public.mood__schemasync_old;
ALTER TABLE ONLY public.below ALTER COLUMN amount SET DEFAULT 1;
ALTER TABLE ONLY public.child ALTER COLUMN amount SET DEFAULT 1;
ALTER TABLE ONLY public.one ALTER COLUMN amount SET DEFAULT 1;
ALTER TABLE public.two ADD CONSTRAINT two_amount_check CHECK ((amount > (0)::numeric)) NOT VALID;
ALTER TABLE public.two VALIDATE CONSTRAINT two_amount_check;
CREATE VIEW public.sums (mood, sum) AS
 SELECT mood,
    sum(amount) AS sum
   FROM public.child
  GROUP BY mood;
RESET search_path;
