CREATE TABLE public.t (
    id uuid NOT NULL,
    a integer,
    b integer,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_ab_key UNIQUE (a, b);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_ab_key1 UNIQUE (a, b);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_id_key UNIQUE (id);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_id_key1 UNIQUE (id);
