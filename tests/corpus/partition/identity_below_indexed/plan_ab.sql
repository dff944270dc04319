CREATE TABLE public.events_24 (
    id bigint NOT NULL,
    kind text NOT NULL,
    day date NOT NULL,
    CONSTRAINT events_24_pkey PRIMARY KEY (id, kind, day)
) PARTITION BY LIST (kind);
CREATE TABLE public.events_24_x (
    id bigint NOT NULL,
    kind text NOT NULL,
    day date NOT NULL,
    CONSTRAINT events_24_x_pkey PRIMARY KEY (id, kind, day)
) PARTITION BY RANGE (id);
CREATE TABLE public.events_24_x_low (
    id bigint NOT NULL,
    kind text NOT NULL,
    day date NOT NULL,
    CONSTRAINT events_24_x_low_pkey PRIMARY KEY (id, kind, day)
);
CREATE TABLE public.events_24_y (
    id bigint NOT NULL,
    kind text NOT NULL,
    day date NOT NULL,
    CONSTRAINT events_24_y_pkey PRIMARY KEY (id, kind, day)
);
CREATE INDEX events_24_kind_idx ON ONLY public.events_24 USING btree (kind);
CREATE INDEX events_24_x_kind_idx ON ONLY public.events_24_x USING btree (kind);
CREATE INDEX events_24_x_low_day_idx ON public.events_24_x_low USING btree (day);
CREATE INDEX events_24_x_low_kind_idx ON public.events_24_x_low USING btree (kind);
CREATE INDEX events_24_y_day_idx ON public.events_24_y USING btree (day);
CREATE INDEX events_24_y_kind_idx ON public.events_24_y USING btree (kind);
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE ONLY public.events_24 ATTACH PARTITION public.events_24_x FOR VALUES IN ('x');
ALTER TABLE ONLY public.events_24_x ATTACH PARTITION public.events_24_x_low FOR VALUES FROM ('0') TO ('1000');
CREATE INDEX events_24_x_day_idx ON ONLY public.events_24_x USING btree (day);
ALTER TABLE ONLY public.events_24 ATTACH PARTITION public.events_24_y FOR VALUES IN ('y');
CREATE INDEX events_24_day ON ONLY public.events_24 USING btree (day);
ALTER INDEX public.events_kind ATTACH PARTITION public.events_24_kind_idx;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_24_pkey;
ALTER INDEX public.events_24_day ATTACH PARTITION public.events_24_x_day_idx;
ALTER INDEX public.events_24_kind_idx ATTACH PARTITION public.events_24_x_kind_idx;
ALTER INDEX public.events_24_x_day_idx ATTACH PARTITION public.events_24_x_low_day_idx;
ALTER INDEX public.events_24_x_kind_idx ATTACH PARTITION public.events_24_x_low_kind_idx;
ALTER INDEX public.events_24_x_pkey ATTACH PARTITION public.events_24_x_low_pkey;
ALTER INDEX public.events_24_pkey ATTACH PARTITION public.events_24_x_pkey;
ALTER INDEX public.events_24_day ATTACH PARTITION public.events_24_y_day_idx;
ALTER INDEX public.events_24_kind_idx ATTACH PARTITION public.events_24_y_kind_idx;
ALTER INDEX public.events_24_pkey ATTACH PARTITION public.events_24_y_pkey;
