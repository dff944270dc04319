ALTER TABLE public.t RENAME CONSTRAINT a_must TO t_a_not_null;
ALTER TABLE public.t RENAME CONSTRAINT t_b_not_null TO b_must;
ALTER TABLE public.t RENAME CONSTRAINT c_filled TO "C is filled";
