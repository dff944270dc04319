-- A child's NOT NULL bears the name of the parent's that was first; when that one goes, nobody says which it should bear.

CREATE TABLE first_parent (a integer NOT NULL, b integer NOT NULL);
CREATE TABLE second_parent (a integer NOT NULL, b integer NOT NULL);
CREATE TABLE child () INHERITS (first_parent, second_parent);
CREATE TABLE lone () INHERITS (second_parent);
