CREATE TABLE before (id serial PRIMARY KEY, x text UNIQUE);
