SET search_path = '';
CREATE OR REPLACE VIEW public.v1 (a) WITH (security_invoker=true) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v2 (a) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v3 (a) WITH (security_barrier=false, security_invoker=on) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v4 (a) WITH (check_option='cascaded') AS
 SELECT a
   FROM public.t
  WHERE (a > 1);
CREATE OR REPLACE VIEW public.v5 (a) WITH (check_option='local') AS
 SELECT a
   FROM public.t
  WHERE (a > 1);
CREATE OR REPLACE VIEW public.v6 (a) AS
 SELECT a
   FROM public.t
  WHERE (a > 1);
RESET search_path;
