-- CREATE OR REPLACE lets a view read itself; it cannot be created so.

CREATE VIEW public.other AS SELECT 1 AS id;
