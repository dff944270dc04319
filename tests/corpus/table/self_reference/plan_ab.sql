CREATE TABLE public.node (
    id integer NOT NULL,
    parent integer,
    root integer NOT NULL,
    CONSTRAINT node_pkey PRIMARY KEY (id)
);
CREATE INDEX node_parent ON public.node USING btree (parent);
ALTER TABLE public.node ADD CONSTRAINT node_parent_fkey FOREIGN KEY (parent) REFERENCES public.node(id) ON DELETE CASCADE;
ALTER TABLE public.node ADD CONSTRAINT node_root_fkey FOREIGN KEY (root) REFERENCES public.node(id) DEFERRABLE INITIALLY DEFERRED;
