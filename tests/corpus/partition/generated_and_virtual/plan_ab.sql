SET search_path = '';
ALTER TABLE public.p DROP COLUMN g;
ALTER TABLE public.p RENAME CONSTRAINT nn TO nn2;
ALTER TABLE public.p ADD COLUMN g integer GENERATED ALWAYS AS ((id * 3)) VIRTUAL;
CREATE TABLE public.p2 (
    id integer,
    k integer CONSTRAINT nn2 NOT NULL,
    g integer GENERATED ALWAYS AS ((id * 4)) VIRTUAL
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
RESET search_path;
