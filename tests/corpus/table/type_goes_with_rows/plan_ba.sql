ALTER TABLE public.other NOT OF;
ALTER TABLE public.entry DROP COLUMN size;
ALTER TABLE public.other DROP COLUMN at;
ALTER TABLE public.other ALTER COLUMN id TYPE integer USING id::integer;
CREATE TYPE public.entry_row AS (id integer, name text);
ALTER TABLE public.entry ADD COLUMN name text DEFAULT 'x'::text NOT NULL;
ALTER TABLE public.entry OF public.entry_row;
ALTER TABLE public.other OF public.one_row;
