SET search_path = '';
SELECT cron.unschedule((SELECT jobid FROM cron.job WHERE jobname IS NULL AND schedule = '@daily' AND command = 'SELECT 1' ORDER BY jobid DESC LIMIT 1));
SELECT cron.unschedule((SELECT jobid FROM cron.job WHERE jobname IS NULL AND schedule = '@daily' AND command = 'SELECT 1' ORDER BY jobid DESC LIMIT 1));
SELECT cron.alter_job((SELECT jobid FROM cron.job WHERE jobname IS NULL AND schedule = '@hourly' AND command = '#2' ORDER BY jobid LIMIT 1), active := false);
SELECT cron.alter_job(cron.schedule('@hourly', '#2'), active := false);
RESET search_path;
