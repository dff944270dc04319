SET search_path = '';
DROP VIEW public.v;
ALTER TABLE public.t DROP CONSTRAINT other_name;
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
CREATE VIEW public.v (id, name, c) AS
 SELECT id,
    name,
    count(n) AS c
   FROM public.t
  GROUP BY id;
RESET search_path;
