-- Attaching a table takes any of its indexes that fits; which hangs where must not be left to chance, at any depth.

CREATE TABLE p (part integer) PARTITION BY LIST (part);
