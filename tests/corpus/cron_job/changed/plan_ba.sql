SET search_path = '';
SELECT cron.unschedule((SELECT jobid FROM cron.job WHERE jobname = 'other' ORDER BY jobid DESC LIMIT 1));
SELECT cron.alter_job((SELECT jobid FROM cron.job WHERE jobname = 'a' ORDER BY jobid LIMIT 1), command := 'SELECT 1', active := true);
SELECT cron.alter_job((SELECT jobid FROM cron.job WHERE jobname = 'it''s' ORDER BY jobid LIMIT 1), schedule := '@daily');
SELECT cron.schedule('0 1 * * *', 'SELECT ''unnamed''');
SELECT cron.schedule('gone', '0 0 * * *', 'SELECT $x$ $x$');
RESET search_path;
