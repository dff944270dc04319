CREATE TABLE public.p (
    a integer,
    x text DEFAULT 'p'::text
);
CREATE TABLE public.c () INHERITS (public.p);
ALTER TABLE ONLY public.c ALTER COLUMN x DROP DEFAULT;
