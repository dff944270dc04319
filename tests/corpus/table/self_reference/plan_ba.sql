DROP TABLE public.node;
