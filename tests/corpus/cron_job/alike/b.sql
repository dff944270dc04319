CREATE SCHEMA cron;
CREATE TABLE cron.job (
    jobid bigserial PRIMARY KEY, schedule text, command text, database text DEFAULT 'postgres',
    username text DEFAULT current_user, active boolean DEFAULT true, jobname text
);
CREATE FUNCTION cron.schedule(job_name text, schedule text, command text) RETURNS bigint LANGUAGE sql AS
    $$INSERT INTO cron.job (jobname, schedule, command) VALUES (job_name, schedule, command) RETURNING jobid$$;
CREATE FUNCTION cron.schedule(schedule text, command text) RETURNS bigint LANGUAGE sql AS
    $$SELECT cron.schedule(NULL, schedule, command)$$;
CREATE FUNCTION cron.unschedule(job_id bigint) RETURNS void LANGUAGE sql AS
    $$DELETE FROM cron.job WHERE jobid = job_id$$;
CREATE FUNCTION cron.alter_job(
    job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL, database text DEFAULT NULL,
    username text DEFAULT NULL, active boolean DEFAULT NULL
) RETURNS void LANGUAGE sql AS
    $$UPDATE cron.job j SET schedule = coalesce($2, j.schedule), command = coalesce($3, j.command),
      database = coalesce($4, j.database), active = coalesce($6, j.active) WHERE jobid = job_id$$;
SELECT cron.schedule('@daily', 'SELECT 1');
SELECT cron.alter_job(cron.schedule('@hourly', '#2'), active := false);
SELECT cron.alter_job(cron.schedule('@hourly', '#2'), active := false);
