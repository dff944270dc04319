CREATE TABLE public.middle_free__schemasync_common AS SELECT a, x FROM public.free WITH NO DATA;
ALTER TABLE public.middle INHERIT public.middle_free__schemasync_common;
ALTER TABLE public.middle NO INHERIT public.free;
CREATE TABLE public.becomes_nullable__schemasync_rows AS SELECT a, b, x FROM ONLY public.becomes_nullable;
DROP TABLE public.becomes_nullable;
CREATE TABLE public.inherited_column__schemasync_rows AS SELECT a, b, x FROM ONLY public.inherited_column;
DROP TABLE public.inherited_column;
CREATE TABLE public.local_column__schemasync_rows AS SELECT a, b, x FROM ONLY public.local_column;
DROP TABLE public.local_column;
CREATE TABLE public.lower__schemasync_rows AS SELECT a, b, x FROM ONLY public.lower;
DROP TABLE public.lower;
ALTER TABLE public.middle ALTER COLUMN b SET NOT NULL;
CREATE TABLE public.becomes_nullable () INHERITS (public.one);
INSERT INTO public.becomes_nullable (a, b, x) SELECT a::integer, b::integer, x::text FROM public.becomes_nullable__schemasync_rows;
DROP TABLE public.becomes_nullable__schemasync_rows;
CREATE TABLE public.inherited_column () INHERITS (public.one);
INSERT INTO public.inherited_column (a, b, x) SELECT a::integer, b::integer, x::text FROM public.inherited_column__schemasync_rows;
DROP TABLE public.inherited_column__schemasync_rows;
CREATE TABLE public.local_column (
    a integer
) INHERITS (public.one);
INSERT INTO public.local_column (a, b, x) SELECT a::integer, b::integer, x::text FROM public.local_column__schemasync_rows;
DROP TABLE public.local_column__schemasync_rows;
CREATE TABLE public.lower () INHERITS (public.middle);
INSERT INTO public.lower (a, b, x) SELECT a::integer, b::integer, x::text FROM public.lower__schemasync_rows;
DROP TABLE public.lower__schemasync_rows;
ALTER TABLE public.middle INHERIT public.free;
ALTER TABLE public.middle NO INHERIT public.middle_free__schemasync_common;
DROP TABLE public.middle_free__schemasync_common;
