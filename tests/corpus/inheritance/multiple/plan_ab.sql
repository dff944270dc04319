ALTER TABLE public.top DROP COLUMN x;
ALTER TABLE public.top ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE public.top ADD COLUMN y text;
ALTER TABLE public.r ADD COLUMN l integer;
CREATE INDEX bottom_y ON public.bottom USING btree (y);
