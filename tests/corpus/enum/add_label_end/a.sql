-- rows: public.person
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE person (id integer, m mood);
INSERT INTO person VALUES (1, 'sad'), (2, 'ok'), (3, NULL);
