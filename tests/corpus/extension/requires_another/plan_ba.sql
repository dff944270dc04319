DROP TABLE public.place;
DROP EXTENSION earthdistance;
