CREATE TABLE public.leaf_middle__schemasync_common AS SELECT a, y FROM public.middle WITH NO DATA;
ALTER TABLE public.leaf INHERIT public.leaf_middle__schemasync_common;
ALTER TABLE public.leaf NO INHERIT public.middle;
ALTER TABLE public.middle NO INHERIT public.top;
ALTER TABLE public.middle DROP COLUMN IF EXISTS y;
ALTER TABLE public.leaf INHERIT public.middle;
ALTER TABLE public.leaf INHERIT public.top;
ALTER TABLE public.leaf NO INHERIT public.leaf_middle__schemasync_common;
DROP TABLE public.leaf_middle__schemasync_common;
