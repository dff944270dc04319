DROP TYPE public.gone;
CREATE TYPE public."Shelly 2";
CREATE TYPE public.shelly;
COMMENT ON TYPE public.shelly IS 'only a promise';
