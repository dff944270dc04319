-- A password in a user mapping.

CREATE FOREIGN DATA WRAPPER plain;
CREATE SERVER srv FOREIGN DATA WRAPPER plain;
CREATE USER MAPPING FOR corpus_app SERVER srv OPTIONS ("user" 'u', password 'it''s');
