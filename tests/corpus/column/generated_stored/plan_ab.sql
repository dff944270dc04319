SET search_path = '';
ALTER TABLE public.t DROP COLUMN g;
ALTER TABLE public.t DROP COLUMN q;
ALTER TABLE public.t ALTER COLUMN area SET EXPRESSION AS (((w * h) * 10));
ALTER TABLE public.t ALTER COLUMN p DROP EXPRESSION;
ALTER TABLE public.t ADD COLUMN q integer GENERATED ALWAYS AS ((w - h)) STORED;
ALTER TABLE public.t ADD COLUMN added text GENERATED ALWAYS AS (((id)::text || 'x'::text)) STORED;
RESET search_path;
