SET search_path = '';
ALTER DOMAIN public.word RENAME TO word__schemasync_old;
ALTER DOMAIN public.later ADD CONSTRAINT later_not_null NOT NULL;
ALTER DOMAIN public.other DROP NOT NULL;
CREATE DOMAIN public.fresh AS integer CONSTRAINT fresh_not_null NOT NULL;
CREATE DOMAIN public.word AS character varying(30) CONSTRAINT word_not_null NOT NULL CONSTRAINT word_check CHECK (((VALUE)::text <> ''::text));
ALTER TABLE public.held ALTER COLUMN w TYPE public.word USING w::text::public.word;
DROP DOMAIN public.word__schemasync_old;
RESET search_path;
