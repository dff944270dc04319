-- PostgreSQL adds no stored generated column to a table while its rows are stored in other columns, so these are text meanwhile.
-- rows: public.holder

CREATE TABLE public.t (a int);
CREATE TABLE public.holder (one public.t);
INSERT INTO public.holder VALUES (ROW(1));
