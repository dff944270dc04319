DROP RULE sel ON public.log;
DROP RULE "Note It's" ON public.t;
DROP RULE cond ON public.t;
DROP RULE del ON public.t;
DROP RULE ins ON public.v;
DROP RULE upd ON public.v;
DROP RULE upd2 ON public.v;
