DROP INDEX public.m_i;
DROP INDEX public.p0_i;
CREATE INDEX m_i ON public.m USING btree (a);
CREATE INDEX p0_i ON public.p0 USING btree (a);
