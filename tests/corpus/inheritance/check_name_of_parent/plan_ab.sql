ALTER TABLE public.child RENAME CONSTRAINT positive TO positive__schemasync_old;
ALTER TABLE public.child NO INHERIT public.parent;
ALTER TABLE public.child RENAME CONSTRAINT positive__schemasync_old TO positive;
