SET search_path = '';
CREATE TABLE public."T t" (
    "Id" integer NOT NULL,
    owner text DEFAULT CURRENT_USER,
    CONSTRAINT "T t_pkey" PRIMARY KEY ("Id")
);
CREATE TABLE public.only_forced (
    id integer
);
ALTER TABLE public."T t" ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.only_forced FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON public."T t" FOR ALL TO PUBLIC USING ((owner = CURRENT_USER));
RESET search_path;
