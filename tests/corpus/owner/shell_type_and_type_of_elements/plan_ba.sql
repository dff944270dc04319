ALTER TYPE public.shell OWNER TO postgres;
ALTER TYPE public.spot OWNER TO postgres;
