SET search_path = '';
ALTER TABLE public.p_high DETACH PARTITION public.p_high_one;
ALTER TABLE public.p_high DETACH PARTITION public.p_high_rest;
ALTER TABLE public.p DETACH PARTITION public.p_low;
DROP TABLE public.p;
CREATE TABLE public.p (
    k bigint CONSTRAINT p_k_not_null NOT NULL,
    n bigint,
    CONSTRAINT p_n_check CHECK ((n > 0))
) PARTITION BY RANGE (k);
ALTER TABLE public.p_low ALTER COLUMN k TYPE bigint USING k::bigint;
ALTER TABLE public.p_low ALTER COLUMN n TYPE bigint USING n::bigint;
CREATE TABLE public.p_high (
    k bigint CONSTRAINT p_high_k_not_null NOT NULL,
    n bigint,
    CONSTRAINT p_n_check CHECK ((n > 0))
) PARTITION BY LIST (((n + 1)));
ALTER TABLE public.p_high_one ALTER COLUMN k TYPE bigint USING k::bigint;
ALTER TABLE public.p_high_rest ALTER COLUMN k TYPE bigint USING k::bigint;
ALTER TABLE public.p_high_one ALTER COLUMN n TYPE bigint USING n::bigint;
ALTER TABLE public.p_high_rest ALTER COLUMN n TYPE bigint USING n::bigint;
ALTER TABLE ONLY public.p_high ATTACH PARTITION public.p_high_one FOR VALUES IN ('1', '2', '3');
ALTER TABLE ONLY public.p_high ATTACH PARTITION public.p_high_rest DEFAULT;
CREATE INDEX p_high_k_idx ON ONLY public.p_high USING btree (k);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p_low FOR VALUES FROM ('0') TO ('10');
ALTER INDEX public.p_high_k_idx ATTACH PARTITION public.p_high_one_k_idx;
ALTER INDEX public.p_high_k_idx ATTACH PARTITION public.p_high_rest_k_idx;
ALTER TABLE ONLY public.p ATTACH PARTITION public.p_high FOR VALUES FROM ('10') TO ('20');
CREATE INDEX p_k ON ONLY public.p USING btree (k);
ALTER INDEX public.p_k ATTACH PARTITION public.p_high_k_idx;
ALTER INDEX public.p_k ATTACH PARTITION public.p_low_k_idx;
RESET search_path;
