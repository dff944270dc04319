CREATE TYPE public."Odd Range" AS RANGE (subtype = numeric, multirange_type_name = public."Odd Range_multirange");
CREATE TYPE public.full_one AS RANGE (subtype = double precision, subtype_diff = float8mi, multirange_type_name = public."Full ones");
CREATE TYPE public.plain AS RANGE (subtype = integer, multirange_type_name = public.plain_multirange);
CREATE TYPE public.words AS RANGE (subtype = text, subtype_opclass = pg_catalog.text_pattern_ops, collation = pg_catalog."C", multirange_type_name = public.words_multirange);
CREATE TABLE public.t (
    a public.plain,
    b public."Full ones",
    c public.words DEFAULT '[a,b)'::public.words,
    d public."Odd Range"[]
);
CREATE INDEX t_a ON public.t USING gist (a);
