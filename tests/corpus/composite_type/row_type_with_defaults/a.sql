-- PostgreSQL adds no column with a default to a table whose rows are stored in other columns.
-- rows: public.t
-- rows: public.holder

CREATE TABLE public.t (id int, a text);
CREATE TABLE public.holder (one public.t, many public.t[]);
INSERT INTO public.t VALUES (1, 'x');
INSERT INTO public.holder VALUES (ROW(1, 'x'), ARRAY[ROW(1, 'x')::public.t]);
