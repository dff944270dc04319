SET check_function_bodies = off;
DROP VIEW public.heavy_item;
ALTER TABLE public.item NOT OF;
ALTER TABLE public.item DROP COLUMN size;
DROP FUNCTION public.all_items();
DROP FUNCTION public.heavy(public.item_row);
DROP FUNCTION public.number_of(public.item_row);
DROP TYPE public.item_row;
ALTER TABLE public.item ALTER COLUMN id TYPE integer USING id::integer;
CREATE TYPE public.item_row AS (id integer, label text, weight real);
CREATE OR REPLACE FUNCTION public.all_items()
 RETURNS SETOF public.item_row
 LANGUAGE sql
AS $function$SELECT * FROM public.item$function$;
CREATE OR REPLACE FUNCTION public.heavy(public.item_row)
 RETURNS boolean
 LANGUAGE sql
AS $function$SELECT $1.id > 1$function$;
CREATE OR REPLACE FUNCTION public.number_of(item public.item_row)
 RETURNS text
 LANGUAGE sql
BEGIN ATOMIC
 SELECT ((item).id)::text AS id;
END;
ALTER TABLE public.item ADD COLUMN weight real;
ALTER TABLE public.item OF public.item_row;
CREATE VIEW public.heavy_item (label, number_of) AS
 SELECT label,
    public.number_of((item.*)::public.item_row) AS number_of
   FROM public.item
  WHERE public.heavy((item.*)::public.item_row);
RESET check_function_bodies;
