SET search_path = '';
DROP TABLE public.t;
CREATE TABLE public.t (
    id integer,
    k integer
);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((id = 1));
RESET search_path;
