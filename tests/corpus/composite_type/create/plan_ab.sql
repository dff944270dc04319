CREATE TYPE public.empty AS ();
CREATE TYPE public.name AS (first text COLLATE pg_catalog."C", last character varying(50), tags text[]);
CREATE TYPE public.point3 AS (x double precision, y double precision, z double precision);
CREATE TYPE public.nested AS (n name, ps public.point3[]);
CREATE TABLE public.t (
    id integer,
    n public.nested,
    p public.point3 DEFAULT '(0,0,0)'::public.point3
);
