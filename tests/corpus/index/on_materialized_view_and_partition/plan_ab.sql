DROP INDEX public.m_i;
DROP INDEX public.p0_i;
CREATE UNIQUE INDEX m_i ON public.m USING btree (a) WITH (fillfactor='40');
CREATE INDEX p0_i ON public.p0 USING hash (b);
