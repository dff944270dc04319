ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';
COMMIT;
CREATE TABLE public.pc (
    id integer,
    k public.e
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.pc FOR VALUES IN ('c');
