DROP INDEX public.one;
DROP INDEX public.two;
CREATE INDEX one ON public.t USING btree (b);
CREATE INDEX two ON public.t USING btree (a);
