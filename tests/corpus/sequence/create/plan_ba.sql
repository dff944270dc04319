DROP SEQUENCE public."Select My.Seq";
DROP SEQUENCE public.fast;
DROP SEQUENCE public.odd;
DROP SEQUENCE public.plain;
DROP SEQUENCE public.small;
