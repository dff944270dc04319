-- PostgreSQL does not check values inside of other types: a domain stored there is made anew for a constraint.

CREATE DOMAIN public.inner_one AS int;
CREATE DOMAIN public.many AS public.inner_one[];
CREATE DOMAIN public.over AS public.inner_one;
CREATE TYPE public.pair AS (x public.over, y int);
CREATE TABLE public.t (a public.many, b public.over[], c public.inner_one, d public.pair);
