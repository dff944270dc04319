SET search_path = '';
DROP VIEW public.w;
CREATE OR REPLACE VIEW public.v (a) WITH (check_option='local', security_barrier=true, security_invoker=true) AS
 SELECT a
   FROM public.t
  WHERE (a > 2);
CREATE VIEW public.w (b) WITH (security_invoker=true) AS
 SELECT b
   FROM public.t;
RESET search_path;
