SET search_path = '';
DROP DOMAIN public.fresh;
ALTER DOMAIN public.word RENAME TO word__schemasync_old;
ALTER DOMAIN public.later DROP NOT NULL;
ALTER DOMAIN public.other ADD CONSTRAINT later_not_null NOT NULL;
CREATE DOMAIN public.word AS text CONSTRAINT word_not_null NOT NULL CONSTRAINT word_check CHECK ((VALUE <> ''::text));
ALTER TABLE public.held ALTER COLUMN w TYPE public.word USING w::text::public.word;
DROP DOMAIN public.word__schemasync_old;
RESET search_path;
