SET search_path = '';
SELECT cron.unschedule((SELECT jobid FROM cron.job WHERE jobname IS NULL AND schedule = '@hourly' AND command = '#2' ORDER BY jobid DESC LIMIT 1));
SELECT cron.alter_job((SELECT jobid FROM cron.job WHERE jobname IS NULL AND schedule = '@hourly' AND command = '#2' ORDER BY jobid LIMIT 1), active := true);
SELECT cron.schedule('@daily', 'SELECT 1');
SELECT cron.schedule('@daily', 'SELECT 1');
RESET search_path;
