-- rows: public.person
CREATE TABLE person (id bigint PRIMARY KEY, main_address bigint);
CREATE TABLE address (id bigint PRIMARY KEY, person bigint NOT NULL REFERENCES person ON DELETE CASCADE);
ALTER TABLE person ADD CONSTRAINT main FOREIGN KEY (main_address) REFERENCES address ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
INSERT INTO person VALUES (1, NULL);
INSERT INTO address VALUES (7, 1);
UPDATE person SET main_address = 7;
