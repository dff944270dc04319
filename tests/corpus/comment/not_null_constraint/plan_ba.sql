COMMENT ON CONSTRAINT a_nn ON public.t IS NULL;
COMMENT ON CONSTRAINT t_b_not_null ON public.t IS 'old';
