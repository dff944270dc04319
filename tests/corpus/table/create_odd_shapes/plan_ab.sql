ALTER TABLE public.nothing DROP COLUMN x;
CREATE TABLE public."user" (
    "order" integer
);
