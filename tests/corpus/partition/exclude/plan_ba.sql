ALTER TABLE public.p DROP CONSTRAINT p_k_id_excl;
