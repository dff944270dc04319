CREATE TABLE y (id integer PRIMARY KEY, only_x text);
CREATE TABLE x (id bigint PRIMARY KEY, only_y date, x_id integer REFERENCES y);
