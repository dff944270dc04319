DROP TABLE public.word;
DROP FUNCTION public.use_it(public.known_word);
DROP DOMAIN public.known_word;
DROP FUNCTION public.known(text);
