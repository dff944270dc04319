DROP TABLE public.p2;
DROP INDEX public.lone;
DROP TABLE public.p3;
CREATE INDEX lone ON ONLY public.p USING btree (id DESC);
