-- An identity reaches the partitions of partitions only when they are attached after their parent.
-- requires: pg >= 17

create table events (id bigint generated always as identity, kind text, at timestamptz not null) partition by range (at);
create index e1 on events (kind, at);
create index e2 on events (kind, at);
create table events_default partition of events default;
create table events_24 partition of events for values from ('2024-01-01') to ('2025-01-01');
