ALTER SUBSCRIPTION s SET (streaming = 'off', password_required = true, run_as_owner = false, origin = 'any');
