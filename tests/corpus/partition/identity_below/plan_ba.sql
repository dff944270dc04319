DROP INDEX public.events_default_own;
DROP TABLE public.events_24;
DROP INDEX public.e2;
DROP INDEX public.e3;
DROP INDEX public.e4;
ALTER SEQUENCE public.events_id_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
ALTER TABLE public.events ALTER COLUMN id SET GENERATED ALWAYS;
CREATE TABLE public.events_24 (
    id bigint CONSTRAINT events_24_id_not_null NOT NULL,
    kind text,
    at timestamp with time zone CONSTRAINT events_24_at_not_null NOT NULL
);
CREATE INDEX events_24_kind_at_idx ON public.events_24 USING btree (kind, at);
CREATE INDEX events_24_kind_at_idx1 ON public.events_24 USING btree (kind, at);
CREATE INDEX events_default_kind_at_idx ON public.events_default USING btree (kind, at);
CREATE INDEX events_default_kind_at_idx1 ON public.events_default USING btree (kind, at);
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_24 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE INDEX e1 ON ONLY public.events USING btree (kind, at);
CREATE INDEX e2 ON ONLY public.events USING btree (kind, at);
ALTER INDEX public.e1 ATTACH PARTITION public.events_24_kind_at_idx;
ALTER INDEX public.e2 ATTACH PARTITION public.events_24_kind_at_idx1;
ALTER INDEX public.e1 ATTACH PARTITION public.events_default_kind_at_idx;
ALTER INDEX public.e2 ATTACH PARTITION public.events_default_kind_at_idx1;
