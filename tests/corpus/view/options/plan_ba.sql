SET search_path = '';
CREATE OR REPLACE VIEW public.v1 (a) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v2 (a) WITH (security_invoker=true) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v3 (a) WITH (security_barrier=true) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v4 (a) WITH (check_option='local') AS
 SELECT a
   FROM public.t
  WHERE (a > 1);
CREATE OR REPLACE VIEW public.v5 (a) AS
 SELECT a
   FROM public.t
  WHERE (a > 1);
CREATE OR REPLACE VIEW public.v6 (a) WITH (check_option='cascaded', security_barrier=true, security_invoker=true) AS
 SELECT a
   FROM public.t
  WHERE (a > 1);
RESET search_path;
