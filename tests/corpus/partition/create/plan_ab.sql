SET search_path = '';
CREATE TABLE public."Ex p" (
    id integer,
    "K k" text
) PARTITION BY RANGE (lower("K k") COLLATE "C" text_pattern_ops, ((id + 1)), id);
CREATE TABLE public."Ex 1" (
    id integer,
    "K k" text
);
CREATE TABLE public.deep (
    a integer,
    b integer,
    c integer
) PARTITION BY LIST (a);
CREATE TABLE public.deep1 (
    a integer,
    b integer,
    c integer
) PARTITION BY RANGE (b);
CREATE TABLE public.deep11 (
    a integer,
    b integer,
    c integer
) PARTITION BY HASH (c);
CREATE TABLE public.deep110 (
    a integer,
    b integer,
    c integer
);
CREATE TABLE public.h (
    id integer,
    k text
) PARTITION BY HASH (id, k);
CREATE TABLE public.h0 (
    id integer,
    k text
);
CREATE TABLE public.h1 (
    id integer,
    k text
);
CREATE TABLE public.l (
    id integer,
    k text
) PARTITION BY LIST (k);
CREATE TABLE public.l1 (
    id integer,
    k text
);
CREATE TABLE public.ld (
    id integer,
    k text
);
CREATE TABLE public.no_parts (
    a integer
) PARTITION BY LIST (a);
CREATE TABLE public.r (
    id integer,
    at date,
    v text
) PARTITION BY RANGE (at);
CREATE TABLE public.r1 (
    id integer,
    at date,
    v text
);
CREATE TABLE public.r2 (
    id integer,
    at date,
    v text
);
ALTER TABLE ONLY public."Ex p" ATTACH PARTITION public."Ex 1" FOR VALUES FROM ('a', 1, MINVALUE) TO ('b', 5, MAXVALUE);
ALTER TABLE ONLY public.deep ATTACH PARTITION public.deep1 FOR VALUES IN (1);
ALTER TABLE ONLY public.deep1 ATTACH PARTITION public.deep11 FOR VALUES FROM (0) TO (10);
ALTER TABLE ONLY public.deep11 ATTACH PARTITION public.deep110 FOR VALUES WITH (modulus 1, remainder 0);
ALTER TABLE ONLY public.h ATTACH PARTITION public.h0 FOR VALUES WITH (modulus 2, remainder 0);
ALTER TABLE ONLY public.h ATTACH PARTITION public.h1 FOR VALUES WITH (modulus 2, remainder 1);
ALTER TABLE ONLY public.l ATTACH PARTITION public.l1 FOR VALUES IN ('a', 'it''s', NULL);
ALTER TABLE ONLY public.l ATTACH PARTITION public.ld DEFAULT;
ALTER TABLE ONLY public.r ATTACH PARTITION public.r1 FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
ALTER TABLE ONLY public.r ATTACH PARTITION public.r2 FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
RESET search_path;
