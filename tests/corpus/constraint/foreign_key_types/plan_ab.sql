ALTER TABLE public.child DROP CONSTRAINT child_p_fkey;
ALTER TABLE public.parent ALTER COLUMN id TYPE text USING id::text;
ALTER TABLE public.child ALTER COLUMN p TYPE text USING p::text;
ALTER TABLE public.child ADD CONSTRAINT child_p_fkey FOREIGN KEY (p) REFERENCES public.parent(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE public.child VALIDATE CONSTRAINT child_p_fkey;
