ALTER INDEX public.i1 SET (fillfactor=50);
ALTER INDEX public.i2 RESET (fastupdate);
ALTER INDEX public.i3 SET (deduplicate_items=off);
