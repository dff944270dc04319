-- mutation: role-set
-- blame: role_setting mut_alice/statement_timeout
ALTER ROLE mut_alice SET statement_timeout = '5s';

-- mutation: role-set-other
-- blame: role_setting mut_alice/statement_timeout
-- setup: ALTER ROLE mut_alice SET statement_timeout = '5s';
ALTER ROLE mut_alice SET statement_timeout = '6s';

-- mutation: role-reset-all
-- blame: role_setting mut_alice/search_path
-- setup: ALTER ROLE mut_alice SET search_path = app, public;
ALTER ROLE mut_alice RESET ALL;
