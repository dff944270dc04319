-- rows: public.person
CREATE TABLE person (id integer PRIMARY KEY, main_address integer);
CREATE TABLE address (id integer PRIMARY KEY, person integer NOT NULL REFERENCES person);
ALTER TABLE person ADD CONSTRAINT main FOREIGN KEY (main_address) REFERENCES address DEFERRABLE INITIALLY DEFERRED;
INSERT INTO person VALUES (1, NULL);
INSERT INTO address VALUES (7, 1);
UPDATE person SET main_address = 7;
