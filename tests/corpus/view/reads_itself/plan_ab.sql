CREATE OR REPLACE VIEW public.v AS
SELECT NULL::integer AS id, NULL::text COLLATE "C" AS name;
CREATE OR REPLACE VIEW public.v (id, name) AS
 SELECT id,
    name
   FROM public.v;
CREATE OR REPLACE VIEW public.other (id) AS
 SELECT other.id
   FROM public.v,
    public.other;
