ALTER TABLE public.a DROP CONSTRAINT a_b_id_fkey;
ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;
ALTER TABLE public.c DROP COLUMN a_id;
DROP TABLE public.a;
ALTER TABLE public.c DROP COLUMN b_id;
DROP TABLE public.b;
