SET search_path = '';
SELECT cron.unschedule((SELECT jobid FROM cron.job WHERE jobname IS NULL AND schedule = '0 1 * * *' AND command = 'SELECT ''unnamed''' ORDER BY jobid DESC LIMIT 1));
SELECT cron.unschedule((SELECT jobid FROM cron.job WHERE jobname = 'gone' ORDER BY jobid DESC LIMIT 1));
SELECT cron.alter_job((SELECT jobid FROM cron.job WHERE jobname = 'a' ORDER BY jobid LIMIT 1), command := 'SELECT 2', active := false);
SELECT cron.alter_job((SELECT jobid FROM cron.job WHERE jobname = 'it''s' ORDER BY jobid LIMIT 1), schedule := '@hourly');
SELECT cron.alter_job(cron.schedule('other', '0 2 * * *', 'SELECT 1'), database := 'elsewhere', active := false);
RESET search_path;
