REVOKE SELECT ON TABLE app.t FROM "corpus Role";
DROP POLICY seen ON app.t;
ALTER TABLE app.t OWNER TO postgres;
ALTER DEFAULT PRIVILEGES FOR ROLE corpus_login IN SCHEMA app REVOKE SELECT ON TABLES FROM "corpus Role";
DROP ROLE "corpus Role";
DROP ROLE corpus_login;
