CREATE EXTENSION IF NOT EXISTS earthdistance WITH SCHEMA public;
CREATE TABLE public.place (
    id integer,
    at public.earth
);
CREATE INDEX place_at ON public.place USING gist (at);
COMMENT ON EXTENSION earthdistance IS 'calculate great-circle distances on the surface of the Earth';
