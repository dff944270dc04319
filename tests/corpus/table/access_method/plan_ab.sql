ALTER TABLE public.t SET ACCESS METHOD heap2;
ALTER TABLE public.u SET ACCESS METHOD heap;
CREATE TABLE public.w (
    id integer
) USING heap2;
