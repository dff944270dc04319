-- requires: pg >= 18
-- rows: public.local_column
-- NOT NULL constraints whose name, or whose being inherited alone, changes together with the parents.
CREATE TABLE one (a integer CONSTRAINT one_a NOT NULL, b integer NOT NULL, x text);
CREATE TABLE other (a integer CONSTRAINT other_a NOT NULL, y integer);
CREATE TABLE free (a integer, b integer, x text);
CREATE TABLE local_column (a integer, b integer NOT NULL, x text) INHERITS (other);
INSERT INTO local_column (a, b, x) VALUES (1, 2, 'kept');
CREATE TABLE inherited_column (b integer, x text) INHERITS (other);
CREATE TABLE becomes_nullable () INHERITS (free);
CREATE TABLE middle () INHERITS (free);
CREATE TABLE lower (b integer CONSTRAINT lower_b NOT NULL) INHERITS (middle);
