DROP EVENT TRIGGER no_tables;
DROP TABLE public.added;
ALTER TABLE public.t DROP COLUMN a;
DROP FUNCTION public.no_ddl();
CREATE TABLE public.gone (
    id integer
);
