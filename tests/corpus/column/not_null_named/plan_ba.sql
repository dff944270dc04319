ALTER TABLE public.t RENAME CONSTRAINT t_a_not_null TO a_must;
ALTER TABLE public.t RENAME CONSTRAINT b_must TO t_b_not_null;
ALTER TABLE public.t RENAME CONSTRAINT "C is filled" TO c_filled;
