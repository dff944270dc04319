ALTER SUBSCRIPTION s SET (streaming = 'parallel', password_required = false, run_as_owner = true, origin = 'none');
