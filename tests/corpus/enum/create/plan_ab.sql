CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE public.nothing AS ENUM ();
CREATE TABLE public.person (
    id integer,
    m public.mood DEFAULT 'ok'::public.mood NOT NULL,
    history public.mood[] DEFAULT '{}'::public.mood[]
);
