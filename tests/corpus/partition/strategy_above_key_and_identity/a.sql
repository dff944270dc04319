-- The top is made again around a part that has parts: one of them is attached anew, and keeps no foreign key of the old top; the
-- identity of the new top reaches no lower level when the part is attached with what is below it.
-- requires: pg >= 17
-- rows: public.leaf
-- rows: public.numbered_leaf

CREATE TABLE public.referenced (id integer PRIMARY KEY);
INSERT INTO public.referenced VALUES (0);
CREATE TABLE public.top (id integer, k integer REFERENCES public.referenced DEFERRABLE) PARTITION BY LIST (k);
CREATE TABLE public.middle PARTITION OF public.top FOR VALUES IN (0) PARTITION BY LIST (id);
CREATE TABLE public.leaf PARTITION OF public.middle FOR VALUES IN (1, 2);
INSERT INTO public.top VALUES (1, 0);
CREATE TABLE public.numbered (id integer NOT NULL, k integer) PARTITION BY LIST (k);
CREATE TABLE public.numbered_middle PARTITION OF public.numbered FOR VALUES IN (0) PARTITION BY LIST (id);
CREATE TABLE public.numbered_leaf PARTITION OF public.numbered_middle DEFAULT;
INSERT INTO public.numbered VALUES (1, 0);
