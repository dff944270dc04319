CREATE TABLE public.leaf_root__schemasync_common AS SELECT id FROM public.root WITH NO DATA;
ALTER TABLE public.leaf_root__schemasync_common ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.leaf INHERIT public.leaf_root__schemasync_common;
ALTER TABLE public.leaf NO INHERIT public.root;
CREATE TABLE public.turned_left_side__schemasync_common AS SELECT label, id FROM public.left_side WITH NO DATA;
ALTER TABLE public.turned INHERIT public.turned_left_side__schemasync_common;
ALTER TABLE public.turned NO INHERIT public.left_side;
CREATE TABLE public.turned_right_side__schemasync_common AS SELECT at, label FROM public.right_side WITH NO DATA;
ALTER TABLE public.turned INHERIT public.turned_right_side__schemasync_common;
ALTER TABLE public.turned NO INHERIT public.right_side;
CREATE TABLE public.middle (
    size integer
) INHERITS (public.root);
ALTER TABLE public.middle ALTER COLUMN id SET NOT NULL;
CREATE TABLE public.leaf_size__schemasync_common ();
ALTER TABLE public.leaf INHERIT public.leaf_size__schemasync_common;
ALTER TABLE public.leaf_size__schemasync_common ADD COLUMN size integer;
ALTER TABLE ONLY public.middle ALTER COLUMN id SET DEFAULT 1;
ALTER TABLE public.leaf INHERIT public.middle;
ALTER TABLE public.leaf NO INHERIT public.leaf_root__schemasync_common;
DROP TABLE public.leaf_root__schemasync_common;
ALTER TABLE public.leaf NO INHERIT public.leaf_size__schemasync_common;
DROP TABLE public.leaf_size__schemasync_common;
ALTER TABLE public.turned INHERIT public.left_side;
ALTER TABLE public.turned INHERIT public.right_side;
ALTER TABLE public.turned NO INHERIT public.turned_left_side__schemasync_common;
DROP TABLE public.turned_left_side__schemasync_common;
ALTER TABLE public.turned NO INHERIT public.turned_right_side__schemasync_common;
DROP TABLE public.turned_right_side__schemasync_common;
