ALTER INDEX public.i1 SET (fillfactor=60);
ALTER INDEX public.i2 SET (fastupdate=off);
ALTER INDEX public.i3 RESET (deduplicate_items);
