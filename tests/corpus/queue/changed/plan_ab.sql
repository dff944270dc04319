SELECT pgmq.drop_queue('Turns');
SELECT pgmq.drop_queue('back');
SELECT pgmq.drop_queue('it''s gone');
SELECT pgmq.create_unlogged('Turns');
SELECT pgmq.create('back');
SELECT pgmq.create('new');
