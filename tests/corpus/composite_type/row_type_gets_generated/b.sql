-- PostgreSQL adds no stored generated column to a table whose rows are stored in other columns, and makes none of a column that exists.
-- rows: public.holder

CREATE TABLE public.t (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE public.holder (one public.t);
INSERT INTO public.holder VALUES (ROW(1, 2));
