-- Parents leave, come and change places; the columns that stay, come and go are the parents' alone before and after.
-- keeps: SELECT id, extra FROM public.leaf ORDER BY id
-- keeps: SELECT id, label FROM public.turned

CREATE TABLE root (id integer NOT NULL DEFAULT 1);
CREATE TABLE middle (size integer) INHERITS (root);
CREATE TABLE leaf (extra text) INHERITS (middle);
CREATE TABLE left_side (id integer, label text);
CREATE TABLE right_side (at date, label text);
CREATE TABLE turned () INHERITS (left_side, right_side);
INSERT INTO leaf (id, extra) VALUES (1, 'a'), (2, 'b');
INSERT INTO turned (id, label) VALUES (1, 'x');
