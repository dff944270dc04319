ALTER FUNCTION public.days(date,date) RENAME TO days__schemasync_old;
ALTER FUNCTION public.days(date,date,text) RENAME TO days__schemasync_old;
ALTER FUNCTION public.days_multirange() RENAME TO days__schemasync_old;
ALTER TYPE public.days RENAME TO days__schemasync_old;
ALTER TYPE public.days_multirange RENAME TO days_multirange__schemasync_old;
CREATE TYPE public.days AS RANGE (subtype = date, multirange_type_name = public.days_multirange);
ALTER TABLE public.t ALTER COLUMN d TYPE public.days USING d::text::public.days;
DROP TYPE public.days__schemasync_old CASCADE;
