-- Reordered labels of an enum that another role owns, the key of a partitioned table.

grant create on schema public to corpus_app;
create type e as enum ('c','a','b');
alter type e owner to corpus_app;
create table part (k e) partition by list (k);
create table part_a partition of part for values in ('a');
