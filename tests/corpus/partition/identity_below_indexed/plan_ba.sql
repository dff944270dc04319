DROP TABLE public.events_24;
