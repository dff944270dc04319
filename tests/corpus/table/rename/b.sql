CREATE TABLE after (id serial PRIMARY KEY, x text UNIQUE);
