-- pg_cron without its scheduler: jobs are recorded, none runs.

create schema cron;

create table cron.job (
    jobid bigserial,
    schedule text not null,
    command text not null,
    nodename text not null default 'localhost',
    nodeport integer not null default inet_server_port(),
    database text not null default current_database(),
    username text not null default current_user,
    active boolean not null default true,
    jobname text,
    constraint job_pkey primary key (jobid),
    constraint jobname_username_uniq unique (jobname, username)
);
alter sequence cron.job_jobid_seq rename to jobid_seq;
alter table cron.job enable row level security;
create policy cron_job_policy on cron.job using (username = current_user);

create sequence cron.runid_seq;
create table cron.job_run_details (
    jobid bigint,
    runid bigint not null default nextval('cron.runid_seq'),
    job_pid integer,
    database text,
    username text,
    command text,
    status text,
    return_message text,
    start_time timestamptz,
    end_time timestamptz,
    constraint job_run_details_pkey primary key (runid)
);
alter table cron.job_run_details enable row level security;
create policy cron_job_run_details_policy on cron.job_run_details using (username = current_user);

create function cron.job_cache_invalidate() returns trigger
language plpgsql
as $$
begin
    return null;
end
$$;
create trigger cron_job_cache_invalidate after insert or update or delete or truncate on cron.job
    for each statement execute function cron.job_cache_invalidate();

-- The functions write a table that their callers may not: security definer stands for the C code's
-- own switch of user. A job belongs to the role that the caller has set, else to the session's.

create function cron.schedule_in_database(
    job_name text,
    schedule text,
    command text,
    database text,
    username text default null,
    active boolean default true
) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    caller constant text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    new_id bigint;
begin
    if username <> caller then
        raise insufficient_privilege using message = 'must be superuser to create a job for another role';
    end if;
    if schedule !~* '^\s*(@(reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)|[1-5]?\d seconds?|(\S+\s+){4}\S+)\s*$' then
        raise exception 'invalid schedule: %', schedule using
            errcode = 'invalid_parameter_value',
            hint = 'A schedule has five fields, as in "5 4 * * *", or is an interval of "1 seconds" to "59 seconds".';
    end if;
    insert into cron.job (schedule, command, nodeport, database, username, active, jobname)
    values (schedule, command, 5432, database, caller, active, job_name)
    on conflict on constraint jobname_username_uniq do update set
        schedule = excluded.schedule,
        command = excluded.command,
        nodename = excluded.nodename,
        nodeport = excluded.nodeport,
        database = excluded.database,
        active = excluded.active
    returning jobid into new_id;
    return new_id;
end
$$;

create function cron.schedule(job_name text, schedule text, command text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return cron.schedule_in_database(job_name, schedule, command, current_database());
end
$$;

create function cron.schedule(schedule text, command text) returns bigint
language plpgsql strict security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return cron.schedule_in_database(null, schedule, command, current_database());
end
$$;

create function cron.alter_job(
    job_id bigint,
    schedule text default null,
    command text default null,
    database text default null,
    username text default null,
    active boolean default null
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    update cron.job as j
    set
        schedule = coalesce(schedule, j.schedule),
        command = coalesce(command, j.command),
        database = coalesce(database, j.database),
        username = coalesce(username, j.username),
        active = coalesce(active, j.active)
    where j.jobid = job_id
        and j.username = coalesce(nullif(current_setting('role'), 'none'), session_user);
    if not found then
        raise exception 'Job % does not exist or you don''t own it', job_id;
    end if;
end
$$;

create function cron.unschedule(job_id bigint) returns boolean
language plpgsql strict security definer set search_path = pg_catalog, pg_temp
as $$
begin
    delete from cron.job as j
    where j.jobid = job_id
        and j.username = coalesce(nullif(current_setting('role'), 'none'), session_user);
    if not found then
        raise exception 'could not find valid entry for job ''%''', job_id using errcode = 'internal_error';
    end if;
    return true;
end
$$;

create function cron.unschedule(job_name text) returns boolean
language plpgsql strict security definer set search_path = pg_catalog, pg_temp
as $$
begin
    delete from cron.job as j
    where j.jobname = job_name
        and j.username = coalesce(nullif(current_setting('role'), 'none'), session_user);
    if not found then
        raise exception 'could not find valid entry for job ''%''', job_name using errcode = 'internal_error';
    end if;
    return true;
end
$$;

revoke all on function
    cron.alter_job(bigint, text, text, text, text, boolean),
    cron.schedule_in_database(text, text, text, text, text, boolean)
    from public;
grant select on cron.job to public;
grant select, delete on cron.job_run_details to public;
grant select on sequence cron.jobid_seq, cron.runid_seq to public;

grant usage on schema cron to postgres with grant option;
alter default privileges for role supabase_admin in schema cron grant all on functions to postgres with grant option;
alter default privileges for role supabase_admin in schema cron grant all on tables to postgres with grant option;
alter default privileges for role supabase_admin in schema cron grant all on sequences to postgres with grant option;
grant all on all functions in schema cron to postgres with grant option;
grant select on cron.job to postgres with grant option;
grant all on cron.job_run_details to postgres with grant option;
