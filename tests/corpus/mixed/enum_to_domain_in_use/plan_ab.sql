SET search_path = '';
ALTER TABLE public.t DROP COLUMN x;
DROP TYPE public.k;
CREATE DOMAIN public.k AS text CONSTRAINT k_check CHECK ((VALUE = ANY (ARRAY['a'::text, 'b'::text, 'c'::text])));
ALTER TABLE public.t ADD COLUMN x public.k DEFAULT 'a'::text CONSTRAINT t_x_not_null NOT NULL;
RESET search_path;
