SET search_path = '';
DROP VIEW public.w;
CREATE OR REPLACE VIEW public.v (a) WITH (check_option='local', security_barrier=true, security_invoker=true) AS
 SELECT a
   FROM public.t
  WHERE (a > 1);
CREATE VIEW public.w (a, b) WITH (security_invoker=true) AS
 SELECT a,
    b
   FROM public.t;
RESET search_path;
