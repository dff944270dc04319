SET search_path = '';
ALTER TABLE public.parent ADD COLUMN old_name text;
CREATE OR REPLACE FUNCTION public.first_name()
 RETURNS text
 LANGUAGE sql
BEGIN ATOMIC
 SELECT child.old_name
    FROM public.child;
END;
CREATE OR REPLACE VIEW public.children (id, name) AS
 SELECT id,
    old_name AS name
   FROM public.child;
ALTER POLICY own ON public.child TO PUBLIC USING ((old_name = 'x'::text));
ALTER TABLE public.parent DROP COLUMN new_name;
RESET search_path;
