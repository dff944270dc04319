CREATE TABLE p (id integer NOT NULL, k integer NOT NULL, PRIMARY KEY (id, k));
CREATE TABLE r (id integer, k integer, FOREIGN KEY (id, k) REFERENCES p);
COMMENT ON TABLE p IS 'kept';
