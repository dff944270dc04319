create table public.parent (id int, old_name text);
create table public.child (more int) inherits (public.parent);
alter table public.child enable row level security;
create policy own on public.child using (old_name = 'x');
create view public.children as select id, old_name as name from public.child;
create function public.first_name() returns text language sql begin atomic select old_name from public.child; end;
