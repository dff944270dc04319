ALTER TABLE ONLY public.t REPLICA IDENTITY DEFAULT;
DROP INDEX public.t_ident;
ALTER INDEX public.t_other RESET (fillfactor);
CREATE UNIQUE INDEX t_ident ON public.t USING btree (id);
ALTER TABLE ONLY public.t REPLICA IDENTITY USING INDEX t_ident;
