CREATE TABLE public.becomes_nullable_one__schemasync_common AS SELECT a, b, x FROM public.one WITH NO DATA;
ALTER TABLE public.becomes_nullable INHERIT public.becomes_nullable_one__schemasync_common;
ALTER TABLE public.becomes_nullable NO INHERIT public.one;
CREATE TABLE public.lower_middle__schemasync_common AS SELECT a, x FROM public.middle WITH NO DATA;
ALTER TABLE public.lower INHERIT public.lower_middle__schemasync_common;
ALTER TABLE public.lower NO INHERIT public.middle;
CREATE TABLE public.inherited_column__schemasync_rows AS SELECT a, b, x FROM ONLY public.inherited_column;
DROP TABLE public.inherited_column;
CREATE TABLE public.local_column__schemasync_rows AS SELECT a, b, x FROM ONLY public.local_column;
DROP TABLE public.local_column;
CREATE TABLE public.middle__schemasync_rows AS SELECT a, b, x FROM ONLY public.middle;
DROP TABLE public.middle;
ALTER TABLE public.becomes_nullable ALTER COLUMN a DROP NOT NULL;
ALTER TABLE public.becomes_nullable ALTER COLUMN b DROP NOT NULL;
CREATE TABLE public.inherited_column (
    b integer,
    x text
) INHERITS (public.other);
INSERT INTO public.inherited_column (a, b, x) SELECT a::integer, b::integer, x::text FROM public.inherited_column__schemasync_rows;
DROP TABLE public.inherited_column__schemasync_rows;
CREATE TABLE public.local_column (
    a integer,
    b integer NOT NULL,
    x text
) INHERITS (public.other);
INSERT INTO public.local_column (a, b, x) SELECT a::integer, b::integer, x::text FROM public.local_column__schemasync_rows;
DROP TABLE public.local_column__schemasync_rows;
CREATE TABLE public.middle () INHERITS (public.free);
INSERT INTO public.middle (a, b, x) SELECT a::integer, b::integer, x::text FROM public.middle__schemasync_rows;
DROP TABLE public.middle__schemasync_rows;
ALTER TABLE public.lower ALTER COLUMN b SET NOT NULL;
ALTER TABLE public.lower RENAME CONSTRAINT middle_b_not_null TO lower_b;
ALTER TABLE public.becomes_nullable INHERIT public.free;
ALTER TABLE public.becomes_nullable NO INHERIT public.becomes_nullable_one__schemasync_common;
DROP TABLE public.becomes_nullable_one__schemasync_common;
ALTER TABLE public.lower INHERIT public.middle;
ALTER TABLE public.lower NO INHERIT public.lower_middle__schemasync_common;
DROP TABLE public.lower_middle__schemasync_common;
