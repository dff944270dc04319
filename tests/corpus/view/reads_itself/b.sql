-- CREATE OR REPLACE lets a view read itself; it cannot be created so.

CREATE VIEW public.v AS SELECT 1 AS id, 'a'::text COLLATE "C" AS name;
CREATE OR REPLACE VIEW public.v AS SELECT id, name FROM public.v;
CREATE VIEW public.other AS SELECT 1 AS id;
CREATE OR REPLACE VIEW public.other AS SELECT other.id FROM public.v, public.other;
