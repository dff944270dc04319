SET search_path = '';
DROP VIEW public.v;
ALTER TABLE public.t DROP CONSTRAINT t_pkey;
ALTER TABLE ONLY public.t ADD CONSTRAINT other_name PRIMARY KEY (id);
CREATE VIEW public.v (id, name, c) AS
 SELECT id,
    name,
    count(n) AS c
   FROM public.t
  GROUP BY id;
RESET search_path;
