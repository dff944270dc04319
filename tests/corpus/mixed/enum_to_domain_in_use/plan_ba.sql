ALTER TABLE public.t DROP COLUMN x;
DROP DOMAIN public.k;
CREATE TYPE public.k AS ENUM ('a', 'b');
ALTER TABLE public.t ADD COLUMN x public.k DEFAULT 'a'::public.k CONSTRAINT t_x_not_null NOT NULL;
