-- requires: pg >= 17
-- The parent that goes has a check over columns that the child's other parent brings: one computed, one of another type.

CREATE TABLE p (a integer, g integer GENERATED ALWAYS AS (a * 2) STORED, CONSTRAINT c CHECK (g > 0));
CREATE TABLE k (g integer GENERATED ALWAYS AS (a * 2) STORED, z integer) INHERITS (p);
