CREATE INDEX i1 ON public.t USING btree (a x.citext_pattern_ops);
CREATE INDEX i2 ON public.t USING btree (b) WHERE ((b)::x.citext OPERATOR(x.=) 'q'::x.citext);
