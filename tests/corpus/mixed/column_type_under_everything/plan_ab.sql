SET search_path = '';
DROP POLICY new_only ON public.doc;
DROP TRIGGER on_state ON public.doc;
DROP VIEW public.v2;
ALTER TABLE public.doc DROP CONSTRAINT doc_author_id_fkey;
DROP INDEX public.doc_state;
ALTER TABLE ONLY public.doc ALTER COLUMN state DROP DEFAULT;
ALTER TABLE public.doc DROP COLUMN label;
DROP FUNCTION public.count_by(text);
DROP VIEW public.v1;
ALTER TABLE public.author ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE public.doc ALTER COLUMN author_id TYPE bigint USING author_id::bigint;
ALTER TABLE public.doc ALTER COLUMN state TYPE text USING state::text;
ALTER TABLE public.doc ADD COLUMN label text GENERATED ALWAYS AS (upper(state)) STORED;
ALTER TABLE ONLY public.doc ALTER COLUMN state SET DEFAULT 'new'::text;
CREATE INDEX doc_state ON public.doc USING btree (state, lower(state)) WHERE (state <> 'old'::text);
ALTER TABLE public.doc ADD CONSTRAINT doc_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.author(id) NOT VALID;
ALTER TABLE public.doc VALIDATE CONSTRAINT doc_author_id_fkey;
CREATE VIEW public.v1 (id, state, author_id) AS
 SELECT id,
    state,
    author_id
   FROM public.doc;
CREATE OR REPLACE FUNCTION public.count_by(s text)
 RETURNS bigint
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.v1
   WHERE (v1.state = count_by.s);
END;
CREATE VIEW public.v2 (state, name) AS
 SELECT v1.state,
    a.name
   FROM (public.v1
     JOIN public.author a ON ((a.id = v1.author_id)));
CREATE TRIGGER on_state AFTER UPDATE OF state ON public.doc FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION public.trg();
CREATE POLICY new_only ON public.doc FOR SELECT TO corpus_app USING ((state = 'new'::text));
GRANT SELECT ON TABLE public.v2 TO corpus_app;
COMMENT ON VIEW public.v2 IS 'two';
RESET search_path;
