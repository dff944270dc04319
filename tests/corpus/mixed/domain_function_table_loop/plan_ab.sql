SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.known(x text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$SELECT EXISTS (SELECT 1 FROM public.word WHERE w = x)$function$;
CREATE DOMAIN public.known_word AS text CONSTRAINT known_word_check CHECK (public.known(VALUE));
CREATE OR REPLACE FUNCTION public.use_it(k public.known_word)
 RETURNS public.known_word
 LANGUAGE sql
AS $function$SELECT k$function$;
CREATE TABLE public.word (
    w text,
    synonym public.known_word
);
RESET check_function_bodies;
