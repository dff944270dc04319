-- mutation: role-login
-- blame: role mut_alice
ALTER ROLE mut_alice LOGIN;

-- mutation: role-limit
-- blame: role mut_bob
ALTER ROLE mut_bob CONNECTION LIMIT 7;

-- mutation: role-new
-- blame: role mut_new
CREATE ROLE mut_new BYPASSRLS;

-- mutation: role-password
-- blame: nothing
ALTER ROLE mut_alice PASSWORD 'secret';

-- mutation: role-valid-forever
-- blame: nothing
-- setup: ALTER ROLE mut_alice VALID UNTIL '2030-01-01 00:00:00+00';
ALTER ROLE mut_alice VALID UNTIL '2030-01-01 02:00:00+02';
