CREATE TABLE x (id integer PRIMARY KEY, only_x text);
CREATE TABLE y (id bigint PRIMARY KEY, only_y date, x_id integer REFERENCES x);
