-- PostgreSQL adds no stored generated column to a table whose rows are stored in other columns, and makes none of a column that exists.
-- rows: public.holder

CREATE TABLE public.t (a int);
CREATE TABLE public.holder (one public.t);
INSERT INTO public.holder VALUES (ROW(1));
