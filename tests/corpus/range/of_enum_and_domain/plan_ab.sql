SET search_path = '';
CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN public.d AS date CONSTRAINT d_check CHECK ((VALUE > '2000-01-01'::date));
CREATE TYPE public.dr AS RANGE (subtype = public.d, multirange_type_name = public.dr_multirange);
CREATE TYPE public.er AS RANGE (subtype = public.e, multirange_type_name = public.er_multirange);
CREATE TABLE public.t (
    x public.er,
    y public.dr,
    z public.er_multirange
);
RESET search_path;
