CREATE TABLE public.other (id integer);
CREATE TABLE public.t (
    id uuid,
    a integer,
    b integer
);
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
ALTER TABLE public.t ADD CONSTRAINT t_id_key UNIQUE (id);
ALTER TABLE public.t ADD CONSTRAINT t_id_key1 UNIQUE (id);
ALTER TABLE public.t ADD CONSTRAINT t_ab_key UNIQUE (a, b);
ALTER TABLE public.t ADD CONSTRAINT t_ab_key1 UNIQUE (a, b);
