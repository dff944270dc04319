SELECT pgmq.drop_queue('Turns');
SELECT pgmq.drop_queue('back');
SELECT pgmq.drop_queue('new');
SELECT pgmq.create('Turns');
SELECT pgmq.create_partitioned('back');
SELECT pgmq.create('it''s gone');
