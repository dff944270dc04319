DROP OPERATOR "S s".<<< (public.c, public.c);
DROP OPERATOR "S s".>>> (public.c, public.c);
DROP OPERATOR public.!== (public.c, public.c);
DROP OPERATOR public.#- (NONE, public.c);
DROP OPERATOR public.== (public.c, public.c);
