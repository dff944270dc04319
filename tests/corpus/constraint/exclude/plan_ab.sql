SET search_path = '';
ALTER TABLE public.booking DROP CONSTRAINT gone;
ALTER TABLE public.booking DROP CONSTRAINT no_overlap;
ALTER TABLE public.booking ADD CONSTRAINT later EXCLUDE USING btree (room WITH =) INCLUDE (cancelled) WITH (fillfactor='70') DEFERRABLE INITIALLY DEFERRED;
ALTER INDEX public.later SET (fillfactor=70);
ALTER TABLE public.booking ADD CONSTRAINT no_overlap EXCLUDE USING gist (int4range(room, room, '[]'::text) WITH =, during WITH &&) WHERE ((NOT cancelled));
ALTER TABLE public.booking ADD CONSTRAINT opc EXCLUDE USING btree (lower((cancelled)::text) COLLATE "C" text_pattern_ops WITH =);
RESET search_path;
