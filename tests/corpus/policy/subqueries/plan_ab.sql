SET search_path = '';
SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.is_member(t integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$SELECT EXISTS (SELECT 1 FROM public.member WHERE team_id = t)$function$;
ALTER TABLE public.member ADD COLUMN role text;
CREATE VIEW public.admins (team_id, who) AS
 SELECT team_id,
    who
   FROM public.member
  WHERE (role = 'admin'::text);
ALTER TABLE public.member ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON public.member FOR SELECT TO PUBLIC USING ((team_id IN ( SELECT team.id
   FROM public.team
  WHERE (team.name <> ''::text))));
CREATE POLICY edit ON public.team FOR UPDATE TO PUBLIC USING ((id IN ( SELECT admins.team_id
   FROM public.admins
  WHERE (admins.who = current_setting('app.user'::text, true)))));
CREATE POLICY see ON public.team FOR SELECT TO corpus_app USING (public.is_member(id));
RESET search_path;
RESET check_function_bodies;
