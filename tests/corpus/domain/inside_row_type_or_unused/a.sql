-- A domain in a stored row type is made anew for a constraint; one in a type that no column has is not.

CREATE DOMAIN public.small AS int;
CREATE DOMAIN public.unused AS int;
CREATE TYPE public.idle AS (x public.unused);
CREATE TABLE public.t (a public.small);
CREATE TABLE public.holder (one public.t, u public.unused);
