DROP VIEW public.recent;
DROP TABLE public.log;
CREATE TABLE public.log (
    id bigint CONSTRAINT log_id_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT log_at_not_null NOT NULL,
    msg text
);
CREATE INDEX log_at ON public.log USING btree (at);
CREATE VIEW public.recent (id, msg) AS
 SELECT id,
    msg
   FROM public.log;
GRANT SELECT ON TABLE public.log TO corpus_app;
