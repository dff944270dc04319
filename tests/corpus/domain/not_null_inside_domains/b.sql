-- A domain becomes NOT NULL while columns store arrays of it, or of a domain over it, in other domains.

CREATE DOMAIN public.inner_one AS int NOT NULL;
CREATE DOMAIN public.many AS public.inner_one[];
CREATE DOMAIN public.over AS public.inner_one;
CREATE TABLE public.t (a public.many, b public.over[], c public.inner_one);
