SET search_path = '';
ALTER TABLE public.t ADD CONSTRAINT c1 CHECK (((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c1;
ALTER TABLE public.t ADD CONSTRAINT c2 CHECK ((((d >= '2000-01-01'::date) AND (d <= '2100-01-01'::date)) AND (NOT (id = ANY ('{1,2}'::integer[]))))) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c2;
ALTER TABLE public.t ADD CONSTRAINT c3 CHECK (
CASE
    WHEN ((s)::text ~~ 'x%'::text) THEN (id > 1)
    ELSE (id IS DISTINCT FROM 4)
END) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c3;
ALTER TABLE public.t ADD CONSTRAINT c4 CHECK ((((s)::text ~ '^[a-z''"\\]+$'::text) IS NOT FALSE)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c4;
ALTER TABLE public.t ADD CONSTRAINT c5 CHECK (((EXTRACT(year FROM d) > (1999)::numeric) AND (((s)::text COLLATE "C") < 'z'::text))) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c5;
RESET search_path;
