-- mutation: default-acl-add
-- blame: default_privilege postgres/app/r/mut_alice
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT INSERT ON TABLES TO mut_alice;

-- mutation: default-acl-new
-- blame: default_privilege mut_app//r/mut_bob
ALTER DEFAULT PRIVILEGES FOR ROLE mut_app GRANT ALL ON TABLES TO mut_bob;

-- mutation: default-acl-global
-- blame: default_privilege postgres//r/mut_app
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO mut_app;

-- mutation: default-acl-public
-- blame: default_privilege postgres//f/public
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- mutation: default-acl-public-back
-- blame: default_privilege mut_bob//f/public
ALTER DEFAULT PRIVILEGES FOR ROLE mut_bob GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

-- mutation: default-acl-owner
-- blame: default_privilege postgres//r/postgres
ALTER DEFAULT PRIVILEGES REVOKE TRUNCATE ON TABLES FROM postgres;

-- mutation: default-acl-revoke
-- blame: default_privilege postgres/app/r/mut_alice
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM mut_alice;

-- mutation: default-acl-option
-- blame: default_privilege postgres/app/S/mut_alice
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE GRANT OPTION FOR USAGE ON SEQUENCES FROM mut_alice;

-- mutation: default-acl-schemas
-- blame: default_privilege mut_bob//n/mut_alice
ALTER DEFAULT PRIVILEGES FOR ROLE mut_bob REVOKE USAGE ON SCHEMAS FROM mut_alice;

-- mutation: default-acl-types
-- blame: default_privilege postgres//T/public
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;

-- mutation: default-acl-types-revoke
-- blame: default_privilege mut_bob/aux/T/mut_alice
ALTER DEFAULT PRIVILEGES FOR ROLE mut_bob IN SCHEMA aux REVOKE USAGE ON TYPES FROM mut_alice;

-- mutation: default-acl-objects
-- blame: default_privilege postgres//L/mut_bob
-- from: 18
ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO mut_bob;

-- mutation: default-acl-functions
-- blame: default_privilege postgres/aux/f/mut_app
ALTER DEFAULT PRIVILEGES IN SCHEMA aux REVOKE EXECUTE ON FUNCTIONS FROM mut_app;
