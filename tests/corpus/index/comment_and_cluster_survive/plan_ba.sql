ALTER TABLE public.t SET WITHOUT CLUSTER;
DROP INDEX public.i;
CREATE INDEX i ON public.t USING btree (a);
ALTER TABLE public.t CLUSTER ON i;
COMMENT ON INDEX public.i IS 'same words';
