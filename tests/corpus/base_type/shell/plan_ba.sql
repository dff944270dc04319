DROP TYPE public."Shelly 2";
DROP TYPE public.shelly;
CREATE TYPE public.gone;
