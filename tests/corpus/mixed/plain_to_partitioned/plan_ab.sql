DROP VIEW public.recent;
DROP TABLE public.log;
CREATE TABLE public.log (
    id bigint CONSTRAINT log_id_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT log_at_not_null NOT NULL,
    msg text
) PARTITION BY RANGE (at);
CREATE TABLE public.log_2024 (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    msg text
);
CREATE TABLE public.log_rest (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    msg text
);
CREATE INDEX log_2024_at_idx ON public.log_2024 USING btree (at);
CREATE INDEX log_rest_at_idx ON public.log_rest USING btree (at);
ALTER TABLE ONLY public.log ATTACH PARTITION public.log_2024 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
ALTER TABLE ONLY public.log ATTACH PARTITION public.log_rest DEFAULT;
CREATE INDEX log_at ON ONLY public.log USING btree (at);
ALTER INDEX public.log_at ATTACH PARTITION public.log_2024_at_idx;
ALTER INDEX public.log_at ATTACH PARTITION public.log_rest_at_idx;
CREATE VIEW public.recent (id, msg) AS
 SELECT id,
    msg
   FROM public.log;
GRANT SELECT ON TABLE public.log TO corpus_app;
