-- PostgreSQL adds no column with a default to a table whose rows are stored in other columns.
-- rows: public.t
-- rows: public.holder

CREATE TABLE public.t (id int, a text, b int NOT NULL DEFAULT 5, c date DEFAULT CURRENT_DATE, d text DEFAULT 'q' CHECK (d <> ''));
CREATE TABLE public.holder (one public.t, many public.t[]);
INSERT INTO public.t VALUES (1, 'x');
INSERT INTO public.holder VALUES (ROW(1, 'x', 1, NULL, 'd'), ARRAY[ROW(1, 'x', 2, NULL, 'd')::public.t]);
