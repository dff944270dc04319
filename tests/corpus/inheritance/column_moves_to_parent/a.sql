-- The column stays inherited, but from another parent, while the first one loses it: PostgreSQL would drop it in between.
-- rows: public.leaf
-- keeps: SELECT y FROM public.leaf

CREATE TABLE public.top (a integer, y integer);
CREATE TABLE public.middle () INHERITS (public.top);
CREATE TABLE public.leaf () INHERITS (public.middle);
INSERT INTO public.leaf (y) VALUES (5);
