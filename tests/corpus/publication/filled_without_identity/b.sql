-- The rows get a value by UPDATE, as other columns store rows of the table; it is published, and nothing identifies its rows.
-- rows: public.t

CREATE TABLE public.t (a integer, b timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE public.silent (a integer, b bigint GENERATED ALWAYS AS IDENTITY);
INSERT INTO public.t VALUES (1);
INSERT INTO public.silent VALUES (1);
CREATE TABLE public.holder (one public.t, two public.silent);
ALTER TABLE public.silent REPLICA IDENTITY NOTHING;
CREATE PUBLICATION sent FOR TABLE public.t, public.silent;
