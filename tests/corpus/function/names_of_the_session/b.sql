-- A function's body finds its tables in the session's search_path, which a plan must not replace.
-- The functions in public fit the texts of the plan better than PostgreSQL's own do; no text may come to mean them.
-- rows: public.t

CREATE TABLE public.factors (id int, factor int);
INSERT INTO public.factors VALUES (1, 2);
CREATE FUNCTION public.factor(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN (SELECT max(factor) FROM factors WHERE id = $1);
END $$;

CREATE DOMAIN public.counted AS int CHECK (public.factor(VALUE) > 0);
CREATE TABLE public.t (
    id int,
    name varchar(20),
    amount public.counted,
    doubled int GENERATED ALWAYS AS (public.factor(id) + 1) STORED,
    CHECK (public.factor(id) > 0 AND pg_catalog.lower(name) OPERATOR(pg_catalog.=) 'a')
);
INSERT INTO public.t VALUES (1, 'A', 1);
CREATE VIEW public.small AS SELECT id FROM public.t WHERE pg_catalog.lower(name) OPERATOR(pg_catalog.=) 'a';
CREATE FUNCTION public.lower(varchar) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT 'hostile'::text$$;
CREATE FUNCTION public.hostile(varchar, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT false$$;
CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = text, FUNCTION = public.hostile);
