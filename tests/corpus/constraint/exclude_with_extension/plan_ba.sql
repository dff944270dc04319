ALTER TABLE public.booking DROP CONSTRAINT no_overlap;
DROP EXTENSION btree_gist;
