-- mutation: role-member
-- blame: role_membership mut_alice/mut_bob
GRANT mut_bob TO mut_alice;

-- mutation: role-member-admin
-- blame: role_membership mut_alice/mut_bob
-- setup: GRANT mut_bob TO mut_alice;
GRANT mut_bob TO mut_alice WITH ADMIN OPTION;

-- mutation: role-member-inherit
-- blame: role_membership mut_alice/mut_bob
-- from: 17
-- setup: GRANT mut_bob TO mut_alice;
GRANT mut_bob TO mut_alice WITH INHERIT FALSE;

-- mutation: role-member-gone
-- blame: role_membership mut_alice/mut_bob
-- setup: GRANT mut_bob TO mut_alice;
REVOKE mut_bob FROM mut_alice;
