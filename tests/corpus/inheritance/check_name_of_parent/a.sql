-- Before 18, PostgreSQL takes a child's own check for the parent's NO INHERIT check of its name, and does not detach the child.
-- rows: public.child

CREATE TABLE public.parent (a integer, CONSTRAINT positive CHECK (a > 0) NO INHERIT);
CREATE TABLE public.child (CONSTRAINT positive CHECK (a > 1)) INHERITS (public.parent);
INSERT INTO public.child VALUES (5);
