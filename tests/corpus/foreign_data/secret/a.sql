-- A password in a user mapping.

CREATE FOREIGN DATA WRAPPER plain;
CREATE SERVER srv FOREIGN DATA WRAPPER plain;
