ALTER PUBLICATION p SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false, publish_generated_columns = stored);
ALTER PUBLICATION q SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false, publish_generated_columns = none);
CREATE PUBLICATION r WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);
ALTER PUBLICATION r ADD TABLE ONLY public.t (id, g);
