ALTER TABLE public.p OWNER TO postgres;
ALTER TABLE public.p1 OWNER TO postgres;
