DROP PUBLICATION r;
ALTER PUBLICATION p SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false, publish_generated_columns = none);
ALTER PUBLICATION q SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false, publish_generated_columns = stored);
