SET search_path = '';
CREATE VIEW public.v (id, name, n) AS
 SELECT t.id,
    t.name,
    count(u.*) AS n
   FROM (public.t
     LEFT JOIN public.u ON ((u.t_id = t.id)))
  GROUP BY t.id;
RESET search_path;
